/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.time.Ticker;
import io.sluice.gateway.time.TokenBucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps to a stream's quota of bytes, records and requests a second. Any thread; the lanes of one
 * stream share one.
 *
 * <p>When Firehose says "Slow down." the pace is reduced by a step, at most once a second and never
 * below half of the quota, and comes back by steps while nothing is refused: Firehose enlarges a
 * stream that keeps asking, so the gateway does.
 */
public final class StreamPace {

    private static final double STEP_DOWN = 0.85;
    private static final double STEP_UP = 0.05;
    private static final double LEAST = 0.5;
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private final TokenBucket bytes;
    private final TokenBucket records;
    private final TokenBucket requests;

    private double share = 1.0;
    private long steppedAt;
    private long lastLeaves;

    public StreamPace(RegionQuotas quotas, Ticker ticker) {
        this.ticker = ticker;
        long now = ticker.nanos();
        this.bytes = new TokenBucket(quotas.bytes(), now);
        this.records = new TokenBucket(quotas.records(), now);
        this.requests = new TokenBucket(quotas.requests(), now);
        this.steppedAt = now;
        this.lastLeaves = now;
    }

    /** Waits until a call with so many records and bytes keeps to the quota. */
    public void acquire(int recordCount, long byteCount) throws InterruptedException {
        ticker.sleep(Duration.ofNanos(reserve(recordCount, byteCount)));
    }

    private synchronized long reserve(int recordCount, long byteCount) {
        long now = ticker.nanos();
        // calls leave in the order in which they came, and each is paid for when it leaves
        long from = lastLeaves - now > 0 ? lastLeaves : now;
        long wait =
                Math.max(
                        bytes.waitFor((double) byteCount, share, from),
                        Math.max(
                                records.waitFor(recordCount, share, from),
                                requests.waitFor(1, share, from)));
        lastLeaves = from + wait;
        bytes.take((double) byteCount, share, lastLeaves);
        records.take(recordCount, share, lastLeaves);
        requests.take(1, share, lastLeaves);
        return lastLeaves - now;
    }

    /** Firehose refused something for its quota. */
    public synchronized void throttled() {
        long now = ticker.nanos();
        if (now - steppedAt >= STEP_NANOS) {
            share = Math.max(LEAST, share * STEP_DOWN);
            steppedAt = now;
        }
    }

    /** Firehose took a whole call. */
    public synchronized void accepted() {
        long now = ticker.nanos();
        if (share < 1 && now - steppedAt >= STEP_NANOS) {
            share = Math.min(1, share + STEP_UP);
            steppedAt = now;
        }
    }

    /** The share of the quota that is used now, from 0.5 to 1. */
    public synchronized double share() {
        return share;
    }
}
