/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;

/**
 * How records are put into the delivery streams.
 *
 * @param concurrency calls in flight per route, 1 to 64
 * @param pace the quotas to keep to
 * @param retry pauses before records are sent again
 */
public record FirehoseConfig(
        @Doc(
                        "How many calls each route may have in flight, 1 to 64. All routes together"
                                + " have no more than a quarter of the heap holds, but one each.")
                @Default("4")
                int concurrency,
        @Doc("The quotas of each stream, which the gateway keeps to.") PaceConfig pace,
        @Doc(
                        "The pauses before refused records are sent again. The AWS SDK's own retries"
                                + " are turned off, so that these are the only ones.")
                RetryConfig retry) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public FirehoseConfig {
        new Checks().between("concurrency", concurrency, 1, 64).done();
    }
}
