/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

/** How many readings may have been sent by when. Times are those of {@link System#nanoTime}. */
final class Pacing {

    private static final double NANOS = 1e9;

    private long allowed;

    // from the beginning of a rate on; no rate while it is 0
    private double perSecond;
    private long first;
    private long beganNanos;

    /** So many in all may be sent, at once. */
    void allow(long total) {
        allowed = Math.max(allowed, total);
        perSecond = 0;
    }

    /** After all that was allowed so far, so many more may be sent, evenly spread over time. */
    void spread(long count, double rate, long now) {
        first = allowed;
        allowed += count;
        perSecond = rate;
        beganNanos = now;
    }

    /** How many in all were allowed. */
    long allowed() {
        return allowed;
    }

    boolean isSpread() {
        return perSecond > 0;
    }

    /** How many in all may have been sent at this time. */
    long due(long now) {
        if (perSecond == 0) {
            return allowed;
        }
        return Math.min(allowed, first + 1 + (long) ((now - beganNanos) * perSecond / NANOS));
    }

    /** When the reading with this number (from 0) is due; with no rate, {@code now}. */
    long dueAt(long number, long now) {
        if (perSecond == 0) {
            return now;
        }
        return beganNanos + (long) ((number - first) * NANOS / perSecond);
    }
}
