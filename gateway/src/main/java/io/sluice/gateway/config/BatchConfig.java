/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.toolkit.DataSize;

/**
 * How records become calls of PutRecordBatch.
 *
 * @param maxRecords records in a call at most, 1 to 500
 * @param maxBytes size of all records of a call at most, 1,000 KiB (so that every legal record
 *     fits) to 4 MiB
 */
public record BatchConfig(
        @Doc("The most records in one call, 1 to 500.") @Default("500") int maxRecords,
        @Doc(
                        "The most bytes in one call, 1000KiB (the largest record) to 4MiB. A call"
                                + " larger than a second's quota waits for it.")
                @Default("1MiB")
                DataSize maxBytes) {

    /**
     * <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
     * quota</a>: PutRecordBatch takes up to 500 records.
     */
    public static final int FIREHOSE_MAX_RECORDS = 500;

    /**
     * <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
     * quota</a>: PutRecordBatch takes up to 4 MiB in all.
     */
    public static final DataSize FIREHOSE_MAX_REQUEST = DataSize.ofMib(4);

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public BatchConfig {
        new Checks()
                .atLeast("maxRecords", maxRecords, 1)
                .atMost(
                        "maxRecords",
                        maxRecords,
                        FIREHOSE_MAX_RECORDS,
                        "Firehose's limit of 500 per request")
                .that(
                        maxBytes.compareTo(PackConfig.FIREHOSE_MAX_RECORD) >= 0,
                        "maxBytes",
                        maxBytes
                                + " is below 1000KiB, the largest record that Firehose takes; raise"
                                + " it, since such a record would never leave")
                .atMost(
                        "maxBytes",
                        maxBytes,
                        FIREHOSE_MAX_REQUEST,
                        "Firehose's limit of 4MiB per request")
                .done();
    }
}
