/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A clock that is moved by hand, and by those who sleep: they do not wait. Any thread. */
public final class ManualTicker implements Ticker {

    /** When it begins. */
    public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    /** A moment of real time, so that a loop that retries does not take the machine. */
    private static final long TOKEN_NANOS = 20_000;

    private final List<Duration> sleeps = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000_000_000L; // a clock may overflow on the way

    private final long startNanos = nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos - startNanos);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while sleeping");
        }
        synchronized (this) {
            sleeps.add(duration);
        }
        if (!duration.isNegative()) {
            advance(duration);
            LockSupport.parkNanos(TOKEN_NANOS);
        }
    }

    /** Moves it. */
    public synchronized void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    /** How long others have slept so far, in turn. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
