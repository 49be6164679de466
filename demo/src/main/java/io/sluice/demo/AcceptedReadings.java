/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.localaws.firehose.AcceptanceListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Counts the readings that Firehose has accepted, one a line of a record, and how long each took to
 * come there from its measurement. Readings of before this run, which an earlier one has left
 * behind, are not counted; copies are. Any thread may call it.
 */
final class AcceptedReadings implements AcceptanceListener {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final InstantSource clock;
    private final long startedAtMillis;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentHistogram latencyMillis = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

    /** Counts readings that are measured from now on. */
    AcceptedReadings(InstantSource clock) {
        this.clock = clock;
        startedAtMillis = clock.millis();
        latencyMillis.setAutoResize(true);
    }

    @Override
    public void accepted(String stream, List<byte[]> records, Instant arrived) {
        long now = clock.millis();
        for (byte[] record : records) {
            int from = 0;
            for (int i = 0; i < record.length; i++) {
                if (record[i] == '\n') {
                    reading(record, from, i, now);
                    from = i + 1;
                }
            }
            reading(record, from, record.length, now);
        }
    }

    private void reading(byte[] record, int from, int to, long now) {
        long measured = ReadingTimestamp.millisIn(record, from, to);
        if (measured >= startedAtMillis) {
            // the clock may have been set back meanwhile
            latencyMillis.recordValue(Math.max(0, now - measured));
            bytes.addAndGet(to - from);
            count.incrementAndGet();
        }
    }

    /** Readings of this run that were accepted, copies included. */
    long count() {
        return count.get();
    }

    /** Their bytes, without separators. */
    long bytes() {
        return bytes.get();
    }

    /**
     * From a reading's timestamp until it was accepted and safe, in milliseconds; 0 while there is
     * none.
     *
     * @param percentile 0 to 100
     */
    long latencyMillis(double percentile) {
        return latencyMillis.getValueAtPercentile(percentile);
    }
}
