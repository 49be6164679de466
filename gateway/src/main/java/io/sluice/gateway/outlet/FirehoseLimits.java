/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

/**
 * What Amazon Data Firehose accepts and bills.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
 *     Quota</a>
 */
public final class FirehoseLimits {

    /** The largest record before base64, in bytes: 1,000 KiB. */
    public static final int MAX_RECORD_BYTES = 1_024_000;

    /** The most records in one PutRecordBatch. */
    public static final int MAX_RECORDS_PER_BATCH = 500;

    /** The most bytes in one PutRecordBatch, before base64: 4 MiB. */
    public static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** The most readings in one record that Firehose can still de-aggregate. */
    public static final int MAX_READINGS_PER_RECORD = 500;

    /** Ingestion is billed per record, rounded up to a multiple of this: 5 KiB. */
    public static final int BILLING_UNIT_BYTES = 5 * 1024;

    private FirehoseLimits() {}

    /** What a record of {@code size} bytes is billed as, in bytes. */
    public static long billedBytes(long size) {
        long units = Math.max(1, (size + BILLING_UNIT_BYTES - 1) / BILLING_UNIT_BYTES);
        return units * BILLING_UNIT_BYTES;
    }
}
