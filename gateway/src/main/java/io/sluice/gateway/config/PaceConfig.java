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
 * The quotas of one stream, which the gateway keeps to. What is null is the Region's default for
 * Direct PUT.
 *
 * @param enabled false: calls leave as fast as they can
 * @param bytesPerSecond payload bytes a second, 1 B or more
 * @param recordsPerSecond records a second, 1 or more
 * @param requestsPerSecond calls a second, 1 or more
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
 *     quota</a>
 */
public record PaceConfig(
        @Doc(
                        "Whether the gateway keeps to the quotas; otherwise Firehose refuses what is too much.")
                @Default("true")
                boolean enabled,
        @Doc(
                        "The stream's quota of bytes a second; if left out, the Region's default for"
                                + " Direct PUT (5 MiB in us-east-1, us-west-2 and eu-west-1, 1 MiB"
                                + " elsewhere).")
                @Nullable DataSize bytesPerSecond,
        @Doc(
                        "The stream's quota of records a second; if left out, the Region's default"
                                + " (500,000 or 100,000).")
                @Nullable Integer recordsPerSecond,
        @Doc(
                        "The stream's quota of calls a second; if left out, the Region's default"
                                + " (2,000 or 1,000).")
                @Nullable Integer requestsPerSecond) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public PaceConfig {
        Checks checks = new Checks();
        if (bytesPerSecond != null) {
            checks.atLeast("bytesPerSecond", bytesPerSecond, DataSize.ofBytes(1));
        }
        if (recordsPerSecond != null) {
            checks.atLeast("recordsPerSecond", recordsPerSecond, 1);
        }
        if (requestsPerSecond != null) {
            checks.atLeast("requestsPerSecond", requestsPerSecond, 1);
        }
        checks.done();
    }
}
