/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

/**
 * What went into a stream since this process started.
 *
 * @param calls PutRecord and PutRecordBatch calls that were read, refused ones included
 * @param records accepted records
 * @param payloadBytes bytes of the accepted records
 * @param billedBytes the same, each record rounded up to a multiple of 5,120 bytes; an empty record
 *     counts as one unit
 * @param refusedRecords records refused, singly inside an HTTP 200 or with their call
 * @param throttledCalls calls refused as a whole with "Slow down."
 */
public record Usage(
        long calls,
        long records,
        long payloadBytes,
        long billedBytes,
        long refusedRecords,
        long throttledCalls) {

    /** Nothing yet. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(
                calls + other.calls,
                records + other.records,
                payloadBytes + other.payloadBytes,
                billedBytes + other.billedBytes,
                refusedRecords + other.refusedRecords,
                throttledCalls + other.throttledCalls);
    }
}
