/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

/**
 * A rate with a burst of one second: says how long to wait, never waits itself. An amount larger
 * than the burst is let through and paid for by those that follow. Not safe for several threads;
 * {@link StreamPace} guards it.
 */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double ratePerSecond;
    private double tokens;
    private long filledAt;

    TokenBucket(double ratePerSecond, long nowNanos) {
        this.ratePerSecond = ratePerSecond;
        this.tokens = ratePerSecond;
        this.filledAt = nowNanos;
    }

    /**
     * Takes {@code amount} at a share of the rate, and returns the nanoseconds to wait before it
     * may be used.
     */
    long take(double amount, double share, long nowNanos) {
        double rate = ratePerSecond * share;
        tokens = Math.min(rate, tokens + (nowNanos - filledAt) / NANOS * rate);
        filledAt = nowNanos;
        tokens -= amount;
        return tokens >= 0 ? 0 : (long) (-tokens / rate * NANOS);
    }
}
