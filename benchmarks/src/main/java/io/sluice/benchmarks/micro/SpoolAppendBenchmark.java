/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.SpoolCursor;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Append and group commit on a real disk: so many readings are unsettled at any time, as a broker's
 * window would leave them, and each settled one makes room for the next. One operation is one
 * reading that became durable; with 1 waiting that is one sync for each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpoolAppendBenchmark {

    private static final String LANE = "lane";

    /** About 240 MB: the log is given up then, or a long run would fill the disk. */
    private static final int GIVE_UP_AFTER = 1_000_000;

    /** How many readings may be unsettled. */
    @Param({"1", "16", "256"})
    private int waiting;

    private SpoolFolder folder;
    private FileSpool spool;
    private SpoolCursor cursor;
    private Semaphore room;
    private InboundMessage[] messages;
    private int appended;

    /** Opens an empty spool. */
    @Setup
    public void open() throws IOException {
        folder = SpoolFolder.make();
        spool = folder.open();
        cursor = spool.cursor(LANE);
        room = new Semaphore(waiting);
        messages = VariedReadings.messages(room::release);
    }

    /** One reading into the spool. */
    @Benchmark
    public void append() throws InterruptedException {
        room.acquire();
        spool.append(messages[appended % VariedReadings.COUNT]);
        if (++appended == GIVE_UP_AFTER) {
            appended = 0;
            giveUp();
        }
    }

    /** A lane that is new begins at the end of the log: all before that is deleted. */
    private void giveUp() {
        cursor.close();
        spool.forget(LANE);
        cursor = spool.cursor(LANE);
    }

    /** Waits for what is unsettled, and removes the spool. */
    @TearDown
    public void close() throws IOException, InterruptedException {
        room.acquire(waiting);
        cursor.close();
        spool.close();
        folder.close();
    }
}
