/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.toolkit.Durations;
import java.time.Duration;

/**
 * The pauses between attempts to reach the broker: they double from the first to the longest, with
 * jitter.
 *
 * @param initialDelay the first pause, 1 ms or more
 * @param maxDelay the longest pause, not below the first, 1 h at most
 */
public record ReconnectConfig(
        @Doc("The pause after the first failure; doubles with each further one, with jitter.")
                @Default("200ms")
                Duration initialDelay,
        @Doc("The longest pause between two attempts to connect.") @Default("30s")
                Duration maxDelay) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public ReconnectConfig {
        new Checks()
                .atLeast("initialDelay", initialDelay, Duration.ofMillis(1))
                .between("maxDelay", maxDelay, Duration.ofMillis(1), Duration.ofHours(1))
                .that(
                        initialDelay.compareTo(maxDelay) <= 0,
                        "initialDelay",
                        Durations.format(initialDelay)
                                + " is above maxDelay, "
                                + Durations.format(maxDelay)
                                + "; lower it or raise maxDelay",
                        "maxDelay")
                .done();
    }
}
