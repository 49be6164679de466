/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from {@code initial} to {@code max}, of which a
 * random part between half and all is taken, so that lanes which failed together do not come back
 * together.
 */
public record Backoff(Duration initial, Duration max) {

    /**
     * The wait before one attempt.
     *
     * @param attempt how many attempts have failed in a row, from 1
     */
    public Duration before(int attempt, RandomGenerator random) {
        int doublings = Math.min(attempt - 1, 30);
        long full = Math.min(max.toNanos(), saturated(initial.toNanos(), doublings));
        return Duration.ofNanos(full / 2 + (long) (random.nextDouble() * (full - full / 2)));
    }

    private static long saturated(long nanos, int doublings) {
        return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
    }
}
