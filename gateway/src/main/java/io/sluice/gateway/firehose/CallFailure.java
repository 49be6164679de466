/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.Verdict;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.InvalidKmsResourceException;
import software.amazon.awssdk.services.firehose.model.InvalidSourceException;
import software.amazon.awssdk.services.firehose.model.LimitExceededException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/**
 * Reads what was thrown by a call of Firehose as a whole (Amazon Data Firehose API Reference,
 * PutRecordBatch, Errors, and Common Errors).
 */
final class CallFailure {

    private static final Set<String> ACCESS =
            Set.of(
                    "AccessDeniedException",
                    "AccessDenied",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired",
                    "RequestExpired",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException");
    private static final Set<String> INVALID =
            Set.of("ValidationException", "SerializationException", "ValidationError");

    // how the SDK puts it
    private static final String NO_CREDENTIALS =
            "Unable to load credentials from any of the providers in the chain";
    private static final String ONE_ATTEMPT = " (SDK Attempt Count: 1)";

    private CallFailure() {}

    /** The verdict on every record of the call. */
    static Verdict verdict(SdkException thrown) {
        Failure failure = read(thrown);
        return failure.kind() == FailureKind.INVALID_RECORD
                ? Verdict.rejected(failure)
                : Verdict.retry(failure);
    }

    static Failure read(SdkException thrown) {
        if (thrown instanceof AwsServiceException service) {
            return new Failure(kindOf(service), words(service));
        }
        return new Failure(kindOf(thrown), words(String.valueOf(thrown.getMessage())));
    }

    private static FailureKind kindOf(AwsServiceException service) {
        String code =
                service.awsErrorDetails() == null
                        ? ""
                        : String.valueOf(service.awsErrorDetails().errorCode());
        if (service instanceof ResourceNotFoundException
                || service instanceof InvalidSourceException) {
            return FailureKind.STREAM_MISSING;
        }
        if (service instanceof InvalidKmsResourceException || ACCESS.contains(code)) {
            return FailureKind.ACCESS_DENIED;
        }
        if (service instanceof InvalidArgumentException) {
            return isAboutTheStream(service)
                    ? FailureKind.STREAM_MISSING
                    : FailureKind.INVALID_RECORD;
        }
        if (INVALID.contains(code) || service.statusCode() == 413) {
            return FailureKind.INVALID_RECORD;
        }
        if (service.isThrottlingException()
                || service instanceof ServiceUnavailableException
                || service instanceof LimitExceededException
                || code.equals("ServiceUnavailableException")
                || code.equals("LimitExceededException")) {
            return FailureKind.THROTTLED;
        }
        if (service.statusCode() == 401 || service.statusCode() == 403) {
            return FailureKind.ACCESS_DENIED;
        }
        return service.statusCode() >= 500 ? FailureKind.UNAVAILABLE : FailureKind.UNKNOWN;
    }

    /**
     * A stream that takes no direct puts answers InvalidArgumentException too; no record is to
     * blame for that.
     */
    private static boolean isAboutTheStream(AwsServiceException service) {
        String message = String.valueOf(service.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("delivery stream type")
                || message.contains("kinesisstreamassource")
                || message.contains("mskassource")
                || message.contains("not permitted on");
    }

    private static FailureKind kindOf(SdkException client) {
        if (client instanceof ApiCallTimeoutException
                || client instanceof ApiCallAttemptTimeoutException) {
            return FailureKind.TIMEOUT;
        }
        if (causedBy(client, java.net.SocketTimeoutException.class)) {
            return FailureKind.TIMEOUT;
        }
        String message = String.valueOf(client.getMessage());
        if (client instanceof SdkClientException
                && (message.contains("credentials") || message.contains("Profile file"))) {
            return FailureKind.ACCESS_DENIED;
        }
        return FailureKind.UNREACHABLE;
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The SDK lists each provider of its default chain with what that one misses, and counts
     * attempts, of which there is always one.
     */
    private static String words(String message) {
        if (message.startsWith(NO_CREDENTIALS)) {
            return "no AWS credentials in environment, profile, container or instance role";
        }
        return message.replace(ONE_ATTEMPT, "");
    }

    private static String words(AwsServiceException service) {
        if (service.awsErrorDetails() == null) {
            return "HTTP " + service.statusCode();
        }
        String code = service.awsErrorDetails().errorCode();
        String message = service.awsErrorDetails().errorMessage();
        String said = (code == null ? "HTTP " + service.statusCode() : code);
        return message == null ? said : said + ": " + message;
    }
}
