/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.spool.RecordsToNowhere;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message into a record of the spool, checksum included, without lock, thread and disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

    private InboundMessage[] messages;
    private RecordsToNowhere records;
    private int next;

    /** Makes the messages. */
    @Setup
    public void open() throws IOException {
        messages = VariedReadings.messages(Receipt.NONE);
        records = new RecordsToNowhere();
    }

    /** One message. */
    @Benchmark
    public void encode() throws IOException {
        records.write(messages[next++ % VariedReadings.COUNT]);
    }
}
