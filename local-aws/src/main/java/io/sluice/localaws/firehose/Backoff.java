/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between attempts: a second, then twice as long each time, up to two minutes,
 * give or take 15 %.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint delivery request and
 * response specifications", Retry.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;
    private static final double JITTER = 0.15;

    private Backoff() {}

    /** The pause after so many attempts. */
    static Duration after(int attempts) {
        long doubled = FIRST.toMillis() << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
        double jitter = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofMillis(Math.round(Math.min(doubled, LONGEST.toMillis()) * jitter));
    }
}
