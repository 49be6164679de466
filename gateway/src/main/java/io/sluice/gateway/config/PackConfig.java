/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.toolkit.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * How readings become records. Firehose bills each record as a multiple of 5 KB, so readings travel
 * together.
 *
 * @param enabled false: each reading is a record of its own
 * @param maxReadings readings in a record at most, 1 to 500
 * @param maxBytes size of a record at most, separators included, 1 B to 1,024,000 B
 * @param separator what follows each reading; null: as the rule's Firehose action says, or a
 *     newline
 */
public record PackConfig(
        @Doc(
                        "Whether readings share records. Firehose bills each"
                                + " record as a multiple of 5 KB; turn it off only for destinations that"
                                + " want one document in a record.")
                @Default("true")
                boolean enabled,
        @Doc("The most readings in a record, 1 to 500: Firehose de-aggregates no more than 500.")
                @Default("500")
                int maxReadings,
        @Doc("The largest packed record, separators included, at most 1000KiB.") @Default("1000KiB")
                DataSize maxBytes,
        @Doc(
                        "What follows each reading. Left out: the `separator` of the Firehose action, if"
                                + " the rule is a template's or the deployed one; else `newline`.")
                @Nullable SeparatorConfig separator) {

    /**
     * <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
     * quota</a>: above 500 sub-records a record is not de-aggregated correctly.
     */
    public static final int FIREHOSE_MAX_SUB_RECORDS = 500;

    /**
     * <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
     * quota</a>: a record before base64 is at most 1,000 KiB, 1,024,000 B.
     */
    public static final DataSize FIREHOSE_MAX_RECORD = DataSize.ofKib(1000);

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public PackConfig {
        new Checks()
                .atLeast("maxReadings", maxReadings, 1)
                .atMost(
                        "maxReadings",
                        maxReadings,
                        FIREHOSE_MAX_SUB_RECORDS,
                        "500, the most that Firehose de-aggregates from one record")
                .atLeast("maxBytes", maxBytes, DataSize.ofBytes(1))
                .atMost(
                        "maxBytes",
                        maxBytes,
                        FIREHOSE_MAX_RECORD,
                        "Firehose's limit of 1000KiB (1,024,000 B) per record")
                .done();
    }
}
