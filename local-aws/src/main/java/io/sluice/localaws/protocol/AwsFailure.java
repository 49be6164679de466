/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.protocol;

/**
 * An answer that AWS gives instead of a result: a name, an HTTP status and a message.
 *
 * <p>Source: "Common Errors" and the Errors sections of the Amazon Data Firehose API Reference.
 */
public final class AwsFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int CALLER_IS_WRONG = 400;
    private static final int BODY_TOO_LARGE = 413;
    private static final int SERVICE_FAILED = 500;

    private final String code;
    private final int httpStatus;

    private AwsFailure(String code, int httpStatus, String message) {
        // an answer, not a defect: nobody reads its stack trace, and throttling makes many of them
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** Any answer, where a service has names and codes of its own. */
    public static AwsFailure of(String code, int httpStatus, String message) {
        return new AwsFailure(code, httpStatus, message);
    }

    /** The caller's mistake: HTTP 400. */
    public static AwsFailure client(String code, String message) {
        return new AwsFailure(code, CALLER_IS_WRONG, message);
    }

    /** A constraint of the API model is violated: HTTP 400. */
    public static AwsFailure validation(String message) {
        return client("ValidationException", message);
    }

    /** An argument is well-formed and yet wrong: HTTP 400. */
    public static AwsFailure invalidArgument(String message) {
        return client("InvalidArgumentException", message);
    }

    /** The request's JSON cannot be read as what the operation takes: HTTP 400. */
    public static AwsFailure serialization(String message) {
        return client("SerializationException", message);
    }

    /** What AWS can do and local AWS cannot, by name: HTTP 400. */
    public static AwsFailure unsupported(String what) {
        return invalidArgument("Local AWS does not support " + what + ".");
    }

    /** The request is larger than the service reads: HTTP 413. */
    public static AwsFailure tooLarge() {
        return new AwsFailure(
                "RequestEntityTooLargeException", BODY_TOO_LARGE, "The request is too large.");
    }

    /** The service asks to come back later: HTTP 500. */
    public static AwsFailure slowDown() {
        return new AwsFailure("ServiceUnavailableException", SERVICE_FAILED, "Slow down.");
    }

    /** The service failed; what was sent may or may not be stored: HTTP 500. */
    public static AwsFailure internal(String message) {
        return new AwsFailure("InternalFailure", SERVICE_FAILED, message);
    }

    /** The name that clients dispatch on, such as {@code ResourceNotFoundException}. */
    public String code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
