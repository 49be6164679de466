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
 * The pauses before records are sent again: they double from the first to the longest, with jitter.
 *
 * @param initialDelay the first pause, 1 ms or more
 * @param maxDelay the longest pause, not below the first, 1 h at most
 */
public record RetryConfig(
        @Doc("The pause after the first refusal; doubles with each further one, with jitter.")
                @Default("100ms")
                Duration initialDelay,
        @Doc("The longest pause before records are sent again. There is no last attempt.")
                @Default("5s")
                Duration maxDelay) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public RetryConfig {
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
