/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.pack.PackedRecord;
import io.sluice.gateway.pack.PackingLimits;
import io.sluice.gateway.pack.RecordPacker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One reading into a record; now and then a record is full, and given out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PackBenchmark {

    private final RecordPacker<Payload> packer =
            new RecordPacker<>(
                    new PackingLimits(
                            FirehoseLimits.MAX_READINGS_PER_RECORD,
                            FirehoseLimits.MAX_RECORD_BYTES));
    private Payload[] payloads;
    private int next;

    /** Makes the readings. */
    @Setup
    public void open() {
        payloads = VariedReadings.payloads();
    }

    /** One reading. */
    @Benchmark
    public @Nullable PackedRecord<Payload> pack() {
        Payload payload = payloads[next++ % VariedReadings.COUNT];
        return packer.add(payload, payload);
    }
}
