/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import io.sluice.benchmarks.reading.Stamp;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Writes readings to one connection with a window of unacknowledged ones, whatever may be published
 * at the moment. One thread runs it, another one counts acknowledgements, a third one asks.
 */
final class ReadingWriter {

    /** Written at once, if the window allows; so the threads wake up a few times for a window. */
    private static final int LEAST_AT_ONCE = 250;

    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_BYTES_AT_ONCE = 1 << 18;
    private static final long TICK_MILLIS = 1;

    private final OutputStream out;
    private final PublishPackets packets;
    private final int window;
    private final int atOnce;

    // under this object's monitor
    private final Pacing pacing = new Pacing();
    private long sent;
    private long acknowledged;
    private long heldBackNanos;

    /** Since when it could write but may not, as {@link System#nanoTime} counts; or 0. */
    private long heldBackSince;

    /**
     * @param out written to under its own monitor, since the connection may have to answer a ping
     * @param window readings that may be unacknowledged; without meaning if they never are
     */
    ReadingWriter(OutputStream out, PublishPackets packets, int window) {
        this.out = out;
        this.packets = packets;
        this.window = window;
        this.atOnce = Math.max(1, Math.min(MOST_AT_ONCE, MOST_BYTES_AT_ONCE / packets.size()));
    }

    /** Lets it have published so many in all. */
    synchronized void allow(long total) {
        pacing.allow(total);
        notifyAll();
    }

    /** Lets it publish so many more, evenly spread over time. */
    synchronized void spread(long count, double perSecond) {
        pacing.spread(count, perSecond, System.nanoTime());
        notifyAll();
    }

    /** So many more have been acknowledged. */
    synchronized void acknowledge(int count) {
        acknowledged += count;
        if (roomAtLeast(leastAtOnce())) {
            notifyAll();
        }
    }

    synchronized Progress progress() {
        long current = heldBackSince == 0 ? 0 : System.nanoTime() - heldBackSince;
        return new Progress(pacing.allowed(), sent, acknowledged, (heldBackNanos + current) / 1e9);
    }

    /** Writes, until the thread is interrupted or the connection ends. */
    void run() throws IOException, InterruptedException {
        byte[] buffer = new byte[atOnce * packets.size()];
        while (true) {
            Turn turn = awaitTurn();
            for (int i = 0; i < turn.count; i++) {
                packets.putNext(buffer, i * packets.size(), turn.stamp(i));
            }
            synchronized (out) {
                out.write(buffer, 0, turn.count * packets.size());
            }
        }
    }

    private synchronized Turn awaitTurn() throws InterruptedException {
        while (!roomAtLeast(leastAtOnce())) {
            wait();
        }
        long now = System.nanoTime();
        heldBackSince = now;
        while (sent >= pacing.due(now)) {
            if (sent < pacing.allowed()) {
                wait(TICK_MILLIS);
            } else {
                wait();
            }
            now = System.nanoTime();
        }
        heldBackNanos += now - heldBackSince;
        heldBackSince = 0;
        long room = packets.acknowledged() ? window - (sent - acknowledged) : atOnce;
        int count = (int) Math.min(Math.min(room, atOnce), pacing.due(now) - sent);
        long dueMicros = Stamp.now() - micros(now - pacing.dueAt(sent, now));
        double between = micros(pacing.dueAt(sent + count, now) - pacing.dueAt(sent, now));
        Turn turn = new Turn(count, dueMicros, between / count);
        sent += count;
        if (!packets.acknowledged()) {
            acknowledged = sent;
        }
        return turn;
    }

    private boolean roomAtLeast(int count) {
        return !packets.acknowledged() || window - (sent - acknowledged) >= count;
    }

    private int leastAtOnce() {
        return pacing.isSpread() ? 1 : Math.max(1, Math.min(LEAST_AT_ONCE, window / 4));
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** What is written next: when its first reading was due, and the others behind it. */
    private record Turn(int count, long dueMicros, double microsBetween) {

        long stamp(int index) {
            return dueMicros + (long) (index * microsBetween);
        }
    }

    /**
     * How far it is.
     *
     * @param allowed how many it may publish
     * @param heldBackSeconds how long it could have published, but was not allowed to
     */
    record Progress(long allowed, long sent, long acknowledged, double heldBackSeconds) {}
}
