/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a run share: its counters, the wish to stop, and the reason why it cannot go
 * on. Any thread may call it.
 */
public final class FleetProgress {

    private final LongAdder published = new LongAdder();
    private final LongAdder publishedBytes = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean connected;
    private volatile long drainUntilNanos;
    private final long startedAtNanos = System.nanoTime();
    private final AtomicLong settledAtNanos = new AtomicLong(startedAtNanos);

    /** One more was handed over, with a payload of so many bytes. */
    public void published(int payloadBytes) {
        published.increment();
        publishedBytes.add(payloadBytes);
    }

    /** One more was acknowledged. */
    public void acknowledged() {
        acknowledged.increment();
    }

    /** The other side was reached. */
    public void connected() {
        connected = true;
    }

    /** The run cannot go on; the first reason counts. */
    public void fail(String reason) {
        failure.compareAndSet(null, reason);
        stopping.countDown();
    }

    /** Nothing more is to be sent; what is outstanding may still be waited for. */
    public void stop(Duration drain) {
        drainUntilNanos = System.nanoTime() + drain.toNanos();
        stopping.countDown();
    }

    /** Waits, and less long if the run is to stop. */
    public void awaitStop(Duration atMost) throws InterruptedException {
        if (isStopping()) {
            // the latch no longer holds anybody, and who retries in a loop should not spin
            TimeUnit.NANOSECONDS.sleep(Math.min(atMost.toNanos(), 10_000_000));
            return;
        }
        stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether nothing more is to be sent. */
    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Whether there is nothing more to wait for either. */
    public boolean isOver() {
        return isStopping() && (failure.get() != null || System.nanoTime() - drainUntilNanos >= 0);
    }

    /** One thread has nothing more to send or to wait for. */
    public void settled() {
        settledAtNanos.accumulateAndGet(System.nanoTime(), Math::max);
    }

    /** From the start until the last thread had nothing more to send or to wait for. */
    public Duration elapsed() {
        return Duration.ofNanos(settledAtNanos.get() - startedAtNanos);
    }

    /** Whether the other side was ever reached. */
    public boolean wasConnected() {
        return connected;
    }

    /** Readings handed over. */
    public long publishedCount() {
        return published.sum();
    }

    /** Bytes of the payloads handed over. */
    public long publishedByteCount() {
        return publishedBytes.sum();
    }

    /** Readings acknowledged. */
    public long acknowledgedCount() {
        return acknowledged.sum();
    }

    /** Why the run cannot go on. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }
}
