/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.time;

/**
 * A rate with a burst: says how long to wait, never waits itself. An amount larger than the burst
 * is saved up for. Not safe for several threads.
 */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double ratePerSecond;
    private final double burstSeconds;
    private double tokens;
    private long filledAt;

    /** With a burst of one second, full now. */
    public TokenBucket(double ratePerSecond, long nowNanos) {
        this(ratePerSecond, 1, nowNanos);
    }

    /** With a burst of so many seconds of the rate, full now. */
    public TokenBucket(double ratePerSecond, double burstSeconds, long nowNanos) {
        this.ratePerSecond = ratePerSecond;
        this.burstSeconds = burstSeconds;
        this.tokens = ratePerSecond * burstSeconds;
        this.filledAt = nowNanos;
    }

    /**
     * How many nanoseconds after {@code fromNanos} there is as much as {@code amount}, at a share
     * of the rate.
     */
    public long waitFor(double amount, double share, long fromNanos) {
        double rate = ratePerSecond * share;
        double missing = amount - Math.min(rate * burstSeconds, grownUntil(fromNanos, rate));
        return missing <= 0 ? 0 : (long) Math.ceil(missing / rate * NANOS);
    }

    /** Takes {@code amount} at a time for which it was waited. */
    public void take(double amount, double share, long atNanos) {
        double rate = ratePerSecond * share;
        tokens = Math.max(0, Math.min(rate * burstSeconds, grownUntil(atNanos, rate)) - amount);
        filledAt = atNanos;
    }

    private double grownUntil(long nanos, double rate) {
        return tokens + (nanos - filledAt) / NANOS * rate;
    }
}
