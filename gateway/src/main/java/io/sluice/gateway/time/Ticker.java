/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.time;

import java.time.Duration;
import java.time.Instant;

/** Reads the clock and waits. May be called from any thread. */
public interface Ticker {

    /** The machine's clock. */
    Ticker SYSTEM = new SystemTicker();

    /** Nanoseconds of a clock that never goes back; only differences mean something. */
    long nanos();

    /** The time of day. */
    Instant now();

    /** Waits for {@code duration}; returns at once if it is zero or negative. */
    void sleep(Duration duration) throws InterruptedException;
}
