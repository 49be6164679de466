/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record of a put.
 *
 * <p>Source: Amazon Data Firehose API Reference, PutRecordBatchResponseEntry.
 */
public enum Verdict {
    /** Stored. */
    ACCEPTED(null, null),
    /** Refused for now. */
    THROTTLED("ServiceUnavailableException", "Slow down."),
    /** Refused by a failure of the service. */
    FAILED("InternalFailure", "Internal Failure.");

    private final @Nullable String code;
    private final @Nullable String message;

    Verdict(@Nullable String code, @Nullable String message) {
        this.code = code;
        this.message = message;
    }

    /** The entry's {@code ErrorCode}; {@code null} for an accepted record. */
    public @Nullable String code() {
        return code;
    }

    /** The entry's {@code ErrorMessage}; {@code null} for an accepted record. */
    public @Nullable String message() {
        return message;
    }
}
