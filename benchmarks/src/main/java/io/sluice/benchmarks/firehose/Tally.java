/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import io.sluice.benchmarks.reading.Stamp;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What all connections together have accepted. Any thread. */
final class Tally {

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = TimeUnit.MILLISECONDS.toMicros(1);

    private final Recorder latencies = new Recorder(DIGITS);

    // under this object's monitor
    private long calls;
    private long records;
    private long payloadBytes;
    private long billedBytes;
    private long readings;

    /** Accepts the call that was scanned, now. */
    void accept(PutScanner call) {
        long now = Stamp.now();
        for (int i = 0; i < call.stamps(); i++) {
            latencies.recordValue(Math.max(0, now - call.stamp(i)));
        }
        synchronized (this) {
            calls++;
            records += call.records();
            payloadBytes += call.payloadBytes();
            billedBytes += call.billedBytes();
            readings += call.readings();
        }
    }

    /** All so far, as JSON. */
    synchronized String usage() {
        return String.format(
                Locale.ROOT,
                "{\"calls\":%d,\"records\":%d,\"payloadBytes\":%d,\"billedBytes\":%d,\"readings\":%d}",
                calls,
                records,
                payloadBytes,
                billedBytes,
                readings);
    }

    /** Percentiles of those that were accepted since this was last asked, as JSON. */
    String latencies() {
        Histogram histogram = latencies.getIntervalHistogram();
        return String.format(
                Locale.ROOT,
                "{\"count\":%d,\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"p999Millis\":%.3f}",
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / MICROS_PER_MILLI,
                histogram.getValueAtPercentile(99) / MICROS_PER_MILLI,
                histogram.getValueAtPercentile(99.9) / MICROS_PER_MILLI);
    }
}
