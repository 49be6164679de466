/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.firehose.FirehoseConnection;
import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.outlet.OutboundRecord;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.Map;
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
 * One PutRecordBatch from the batch to the verdicts, with no HTTP in between: the request's JSON,
 * its signature, and reading the answer. The URL is https, as AWS's is; nothing is encrypted here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PutRecordBatchBenchmark {

    private static final String CONFIGURATION =
            """
            source: {broker: "mqtt://localhost"}
            routes: [{name: telemetry, filter: "sensors/#", stream: telemetry}]
            aws: {region: eu-west-1, accessKeyId: AKIAIOSFODNN7EXAMPLE, secretAccessKey: secret}
            """;

    /** Full records, or as many records as a call takes, of one reading each. */
    public enum Shape {
        /** Few and large. */
        RECORDS_4_OF_1000_KIB(4, FirehoseLimits.MAX_RECORD_BYTES),
        /** Many and small. */
        RECORDS_500_OF_200_B(FirehoseLimits.MAX_RECORDS_PER_BATCH, VariedReadings.BYTES);

        private final int records;
        private final int recordBytes;

        Shape(int records, int recordBytes) {
            this.records = records;
            this.recordBytes = recordBytes;
        }
    }

    /** What is in the batch. */
    @Param private Shape shape;

    private FirehoseConnection firehose;
    private Outlet outlet;
    private Batch batch;

    /** Makes the client, as the gateway does but for its HTTP, and the batch. */
    @Setup
    public void open() {
        AwsConfig aws = ConfigLoader.parse(CONFIGURATION, Map.of()).aws();
        int records = shape.records;
        firehose = FirehoseConnection.open(aws, () -> HttpToNowhere.accepting(records));
        outlet = firehose.outlet("telemetry", null, (stream, count, nanos) -> {}, Ticker.SYSTEM);
        batch = new Batch(Collections.nCopies(records, record(shape.recordBytes)));
    }

    /** One call. */
    @Benchmark
    public DeliveryReport deliver() throws InterruptedException {
        DeliveryReport report = outlet.deliver(batch);
        Verdict last = report.verdicts().get(shape.records - 1);
        if (last.kind() != Verdict.Kind.DELIVERED) {
            throw new IllegalStateException("not accepted: " + last);
        }
        return report;
    }

    /** Closes the client. */
    @TearDown
    public void close() {
        firehose.close();
    }

    private static OutboundRecord record(int bytes) {
        ByteArrayOutputStream readings = new ByteArrayOutputStream(bytes);
        int count = 0;
        while (readings.size() < bytes) {
            byte[] reading = VariedReadings.json(count++);
            readings.write(reading, 0, Math.min(reading.length, bytes - readings.size()));
        }
        return new OutboundRecord(readings.toByteArray(), count, bytes);
    }
}
