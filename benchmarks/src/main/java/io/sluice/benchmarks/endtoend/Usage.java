/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Firehose has accepted.
 *
 * @param payloadBytes of the records, before base64
 * @param billedBytes of the records, each rounded up to a multiple of 5 KB
 */
record Usage(long calls, long records, long payloadBytes, long billedBytes, long readings) {

    /** Reads it from an answer that knows how many readings there are. */
    static Usage of(JsonNode json) {
        return of(json, json.path("readings").asLong());
    }

    /** Reads it from an answer that does not. */
    static Usage of(JsonNode json, long readings) {
        return new Usage(
                json.path("calls").asLong(),
                json.path("records").asLong(),
                json.path("payloadBytes").asLong(),
                json.path("billedBytes").asLong(),
                readings);
    }

    Usage minus(Usage other) {
        return new Usage(
                calls - other.calls,
                records - other.records,
                payloadBytes - other.payloadBytes,
                billedBytes - other.billedBytes,
                readings - other.readings);
    }

    /** What the newlines add, and unfilled billing units, is overhead. */
    double billedPerPayloadByte() {
        return (double) billedBytes / (payloadBytes - readings);
    }
}
