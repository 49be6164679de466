/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.time.Duration;

/**
 * What a run sent.
 *
 * @param published readings handed over
 * @param acknowledged readings of these that were acknowledged; always 0 at QoS 0
 * @param expected how many of them can be acknowledged: all, or at QoS 0 none
 * @param devices how many devices there were
 * @param elapsed from the start to the end
 */
public record FleetSummary(
        long published, long acknowledged, long expected, int devices, Duration elapsed) {

    /** Whether nothing is outstanding. */
    public boolean isSettled() {
        return acknowledged >= expected;
    }

    /** Readings published per second of the run. */
    public double readingsPerSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds == 0 ? 0 : published / seconds;
    }
}
