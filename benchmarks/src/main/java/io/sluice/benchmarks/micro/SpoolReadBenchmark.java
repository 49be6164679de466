/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpooledMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reading the log as a lane does, checksums included, from files that the system has in memory. One
 * operation is one reading.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpoolReadBenchmark {

    private static final String LANE = "lane";
    private static final int READINGS = 20_000;

    /** As much as a lane reads at a time. */
    private static final int READ_BYTES = 1 << 20;

    private static final Duration SOON = Duration.ofMinutes(1);

    private SpoolFolder folder;
    private FileSpool spool;

    /** Fills a spool. */
    @Setup
    public void fill() throws IOException, InterruptedException {
        folder = SpoolFolder.make();
        spool = folder.open();
        spool.cursor(LANE).close();
        Semaphore durable = new Semaphore(0);
        InboundMessage[] messages = VariedReadings.messages(durable::release);
        for (int i = 0; i < READINGS; i++) {
            spool.append(messages[i % messages.length]);
        }
        durable.acquire(READINGS);
    }

    /** All readings of the spool, from the first. */
    @Benchmark
    @OperationsPerInvocation(READINGS)
    public void read(Blackhole out) throws InterruptedException {
        try (SpoolCursor cursor = spool.cursor(LANE)) {
            int left = READINGS;
            while (left > 0) {
                List<SpooledMessage> some = cursor.read(READ_BYTES, SOON);
                if (some.isEmpty()) {
                    throw new IllegalStateException(left + " readings are missing");
                }
                some.forEach(out::consume);
                left -= some.size();
            }
        }
    }

    /** Removes the spool. */
    @TearDown
    public void close() throws IOException {
        spool.close();
        folder.close();
    }
}
