/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The balance of one run, in the form that scripts rely on.
 *
 * @param mode {@code direct}
 * @param published readings that the devices published
 * @param acknowledged readings of these that the broker acknowledged
 * @param delivered readings of these that are in the files, each counted once
 * @param lost readings that were acknowledged and are not in the files
 * @param duplicates copies in the files beyond the first of each reading
 * @param firehoseCalls PutRecord and PutRecordBatch calls
 * @param firehoseRecords accepted records
 * @param payloadBytes bytes of the readings as they were published
 * @param billedBytes bytes of the accepted records, each rounded up to a multiple of 5 KB
 * @param elapsedSeconds from the start of the devices to the last acknowledgement
 * @param latencyMillis from a reading's timestamp to its acceptance by Firehose
 */
@JsonPropertyOrder({
    "mode",
    "published",
    "acknowledged",
    "delivered",
    "lost",
    "duplicates",
    "firehoseCalls",
    "firehoseRecords",
    "payloadBytes",
    "billedBytes",
    "elapsedSeconds",
    "latencyMillis"
})
record DemoReport(
        String mode,
        long published,
        long acknowledged,
        long delivered,
        long lost,
        long duplicates,
        long firehoseCalls,
        long firehoseRecords,
        long payloadBytes,
        long billedBytes,
        double elapsedSeconds,
        Latency latencyMillis) {

    /**
     * Percentiles of a latency.
     *
     * @param p50 half of the readings took no longer, in milliseconds
     * @param p99 99 of 100 readings took no longer, in milliseconds
     */
    @JsonPropertyOrder({"p50", "p99"})
    record Latency(long p50, long p99) {}

    /** Billed bytes to a byte of payload; 0 if there is no payload. */
    double billedToPayload() {
        return payloadBytes == 0 ? 0 : (double) billedBytes / payloadBytes;
    }

    /** As one line of JSON. */
    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts can be written as JSON", e);
        }
    }
}
