/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

/**
 * A rate with a burst of one second. What is larger than the burst passes when the bucket is full
 * and leaves it in debt. Not thread-safe.
 */
public final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private double tokens;
    private long filledAt;

    /** A full bucket. */
    public TokenBucket(long perSecond, long nowNanos) {
        this.perSecond = (double) perSecond;
        this.tokens = (double) perSecond;
        this.filledAt = nowNanos;
    }

    /** Whether {@code amount} may pass now; takes nothing. */
    public boolean has(long amount, long nowNanos) {
        tokens =
                Math.min(
                        perSecond, tokens + perSecond * ((nowNanos - filledAt) / NANOS_PER_SECOND));
        filledAt = nowNanos;
        return tokens >= Math.min((double) amount, perSecond);
    }

    /** How long until {@code amount} may pass, in nanoseconds; 0 if it may now. Takes nothing. */
    public long nanosUntil(long amount, long nowNanos) {
        if (has(amount, nowNanos)) {
            return 0;
        }
        double missing = Math.min((double) amount, perSecond) - tokens;
        return (long) Math.ceil(missing / perSecond * NANOS_PER_SECOND);
    }

    /** Takes {@code amount}. */
    public void take(long amount) {
        tokens -= amount;
    }
}
