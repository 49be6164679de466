/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures the gateway, from the broker's session until Firehose has accepted every reading. */
final class GatewaySubject implements Subject {

    /** What the launcher gives to {@code sluice run}. */
    static final String HEAP = "256m";

    private final Scenario scenario;

    GatewaySubject(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public String title() {
        return "gateway, " + scenario.durability();
    }

    @Override
    public String key() {
        return "gateway";
    }

    @Override
    public String clientId() {
        return "benchmark-gateway";
    }

    @Override
    public int receiveMaximum() {
        return scenario.gatewayReceiveMaximum();
    }

    @Override
    public Map<Metric, Double> take(Broker broker, Path folder) {
        try (LocalAws aws = LocalAws.start(folder)) {
            double awsCpu = aws.cpuSeconds();
            double brokerCpu = broker.cpuSeconds();
            try (GatewayProcess gateway =
                    GatewayProcess.start(scenario, clientId(), broker, aws, folder)) {
                Map<Metric, Double> sample = measure(gateway, aws);
                sample.putAll(delivered(aws.usage(), scenario.total()));
                double wholeMillions = scenario.total() / 1e6;
                sample.put(Metric.BROKER_CPU, (broker.cpuSeconds() - brokerCpu) / wholeMillions);
                sample.put(Metric.LOCAL_AWS_CPU, (aws.cpuSeconds() - awsCpu) / wholeMillions);
                return sample;
            }
        }
    }

    private Map<Metric, Double> measure(GatewayProcess gateway, LocalAws aws) {
        ChildProcess process = gateway.process();
        long before = Patience.await(process, "it was warm", gateway::received, scenario.warmUp());
        long began = System.nanoTime();
        double cpuAtBegin = process.cpuSeconds();

        long[] acknowledgedAt = new long[1];
        long end =
                Patience.awaitEnd(
                        process,
                        "Firehose had accepted all readings",
                        () -> {
                            if (acknowledgedAt[0] == 0
                                    && gateway.acknowledged() >= scenario.total()) {
                                acknowledgedAt[0] = System.nanoTime();
                            }
                            return aws.usage().path("payloadBytes").asLong();
                        },
                        scenario.totalRecordBytes());
        double cpu = process.cpuSeconds();
        double acknowledgedSeconds = (acknowledgedAt[0] - began) / 1e9;

        long readings = scenario.total() - before;
        if (readings <= 0) {
            throw CommandFailure.failed(
                    "everything had passed before the clock was started; give more --readings");
        }
        double seconds = (end - began) / 1e9;
        double wholeSeconds = (end - process.startedNanos()) / 1e9;
        Map<Metric, Double> sample = new EnumMap<>(Metric.class);
        sample.put(Metric.RATE, readings / seconds);
        sample.put(Metric.ACKNOWLEDGED_RATE, readings / acknowledgedSeconds);
        sample.put(Metric.WHOLE_RATE, scenario.total() / wholeSeconds);
        sample.put(Metric.CPU, (cpu - cpuAtBegin) * 1e6 / readings);
        sample.put(Metric.WHOLE_CPU, cpu * 1e6 / scenario.total());
        sample.put(Metric.PEAK_MEMORY, process.peakMemoryMib());
        return sample;
    }

    @Override
    public Map<Metric, Double> follow(Broker broker, Path folder) {
        try (LocalAws aws = LocalAws.start(folder);
                GatewayProcess gateway =
                        GatewayProcess.start(scenario, clientId(), broker, aws, folder)) {
            Patience.await(
                    gateway.process(), "it had subscribed", () -> gateway.isReady() ? 1 : 0, 1);
            double awsCpu = aws.cpuSeconds();
            try (Publisher publisher = Publisher.start(scenario, broker, folder)) {
                LongSupplier accepted = () -> aws.usage().path("payloadBytes").asLong();
                LiveFlow flow =
                        new LiveFlow(
                                scenario,
                                broker,
                                publisher,
                                gateway.process(),
                                () -> accepted.getAsLong() / scenario.recordBytes());
                Map<Metric, Double> sample = flow.measure();
                long published = flow.published();
                Patience.awaitEnd(
                        gateway.process(),
                        "Firehose had accepted all readings",
                        accepted,
                        published * scenario.recordBytes());
                sample.putAll(delivered(aws.usage(), published));
                sample.put(Metric.LOCAL_AWS_CPU, (aws.cpuSeconds() - awsCpu) * 1e6 / published);
                sample.put(Metric.PEAK_MEMORY, gateway.process().peakMemoryMib());
                return sample;
            }
        }
    }

    private Map<Metric, Double> delivered(JsonNode usage, long published) {
        double millions = published / 1e6;
        Map<Metric, Double> sample = new EnumMap<>(Metric.class);
        sample.put(Metric.CALLS, usage.path("calls").asLong() / millions);
        sample.put(Metric.RECORDS, usage.path("records").asLong() / millions);
        sample.put(
                Metric.TWICE,
                (usage.path("payloadBytes").asLong() / (double) scenario.recordBytes() - published)
                        / millions);
        // what the newlines add is overhead too
        double payload = usage.path("payloadBytes").asLong();
        payload *= scenario.payloadBytes() / (scenario.payloadBytes() + 1.0);
        sample.put(Metric.BILLED, usage.path("billedBytes").asLong() / payload);
        return sample;
    }
}
