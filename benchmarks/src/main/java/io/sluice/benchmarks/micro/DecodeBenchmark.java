/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.source.Mqtt3Source;
import io.sluice.gateway.source.Mqtt5Source;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceEvents;
import io.sluice.gateway.source.Subscription;
import io.sluice.gateway.spool.RecordsToNowhere;
import io.sluice.gateway.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A PUBLISH from the socket through the MQTT client to a record of the spool, and its PUBACK back
 * to the socket; no lock of the spool, no disk. One operation is one reading of a burst that fits
 * into the receive maximum; time is that of the whole burst, both ends of the connection included,
 * and so are the bytes allocated, to which the broker's end adds next to nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {

    /** Below the gateway's default receive maximum of 4,096. */
    private static final int BURST = 4_000;

    /** The version of MQTT. */
    @Param({"MQTT5", "MQTT3_1_1"})
    private Protocol protocol;

    private BrokerStandIn broker;
    private RecordsToNowhere records;
    private Source source;

    /** Connects a source to a broker that has the readings ready. */
    @Setup
    public void open() throws IOException {
        broker = new BrokerStandIn(protocol == Protocol.MQTT5, BURST);
        records = new RecordsToNowhere();
        source = source(this::take);
        CompletionStage<Void> subscribed = source.start();
        broker.welcome();
        subscribed.toCompletableFuture().join();
    }

    /** A burst of readings, until the last is acknowledged. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void publishToRecord() throws IOException {
        broker.sendBurst();
    }

    private void take(InboundMessage message) {
        try {
            records.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        message.receipt().settle();
    }

    private Source source(Consumer<InboundMessage> sink) {
        SourceConfig config =
                ConfigLoader.parse(
                                """
                                source: {broker: "mqtt://127.0.0.1:%d", connectTimeout: 60s}
                                routes: [{name: telemetry, filter: "sensors/#", stream: telemetry}]
                                aws: {region: eu-west-1}
                                """
                                        .formatted(broker.port()),
                                Map.of())
                        .source();
        List<Subscription> subscriptions =
                List.of(new Subscription(TopicFilter.of("sensors/#"), Qos.AT_LEAST_ONCE));
        return protocol == Protocol.MQTT5
                ? new Mqtt5Source(config, subscriptions, sink, SourceEvents.NONE, Ticker.SYSTEM)
                : new Mqtt3Source(config, subscriptions, sink, SourceEvents.NONE, Ticker.SYSTEM);
    }

    /** Ends both ends. */
    @TearDown
    public void close() throws IOException {
        source.close();
        broker.close();
    }
}
