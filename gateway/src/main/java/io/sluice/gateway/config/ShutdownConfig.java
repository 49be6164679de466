/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import java.time.Duration;

/**
 * The orderly stop.
 *
 * @param drainTimeout how long what is in the spool may still go out, 0 to 1 h
 */
public record ShutdownConfig(
        @Doc(
                        "How long, at a stop, what has arrived may still go out, at most 1h; the rest"
                                + " stays in the spool and goes out after the next start.")
                @Default("10s")
                Duration drainTimeout) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public ShutdownConfig {
        new Checks()
                .between("drainTimeout", drainTimeout, Duration.ZERO, Duration.ofHours(1))
                .done();
    }
}
