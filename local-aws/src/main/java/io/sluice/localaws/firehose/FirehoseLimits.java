/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.toolkit.DataSize;
import java.util.Set;

/**
 * The limits of Amazon Data Firehose.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
 *     Quota</a>
 */
public final class FirehoseLimits {

    /** Largest record before base64: 1,000 KiB. */
    public static final int MAX_RECORD_BYTES = 1_024_000;

    /** Most records in one PutRecordBatch. */
    public static final int MAX_BATCH_RECORDS = 500;

    /** Largest sum of the records of one PutRecordBatch, before base64. */
    public static final int MAX_BATCH_BYTES = 4 << 20;

    /** Every record is billed as a multiple of this. */
    public static final int BILLING_UNIT_BYTES = 5 << 10;

    /** Most partitions that may hold records at a time with dynamic partitioning. */
    public static final int MAX_ACTIVE_PARTITIONS = 500;

    /** Longest name of a stream. */
    public static final int MAX_NAME_LENGTH = 64;

    /** What the name of a stream is made of. */
    public static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";

    private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

    /**
     * What one stream may take in a second by default, PutRecord and PutRecordBatch together.
     *
     * @param bytes payload bytes a second
     * @param records records a second
     * @param requests calls a second
     */
    public record Rates(long bytes, long records, long requests) {

        /** The default of a region. */
        public static Rates of(String region) {
            return LARGE_REGIONS.contains(region)
                    ? new Rates(DataSize.ofMib(5).bytes(), 500_000, 2_000)
                    : new Rates(DataSize.ofMib(1).bytes(), 100_000, 1_000);
        }

        /** The rates that come with another number of bytes: the three values scale together. */
        public Rates scaledTo(long otherBytes) {
            double factor = (double) otherBytes / bytes;
            return new Rates(
                    otherBytes,
                    Math.max(1, Math.round(records * factor)),
                    Math.max(1, Math.round(requests * factor)));
        }
    }

    private FirehoseLimits() {}

    /** What a record is billed as; an empty one, which still is a record, as one unit. */
    public static long billedBytes(long recordBytes) {
        return Math.max(1, (recordBytes + BILLING_UNIT_BYTES - 1) / BILLING_UNIT_BYTES)
                * BILLING_UNIT_BYTES;
    }
}
