/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before the next attempt to connect: doubles from the first to the longest, a random
 * half of it taken off.
 */
record ReconnectPause(Duration first, Duration longest) {

    /**
     * The pause after so many failed attempts in a row.
     *
     * @param attempts from 0
     */
    Duration after(int attempts, RandomGenerator random) {
        double full =
                Math.min(
                        (double) longest.toNanos(),
                        first.toNanos() * Math.pow(2, Math.min(attempts, 40)));
        return Duration.ofNanos((long) (full * (0.5 + random.nextDouble() / 2)));
    }
}
