/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the subscriber that does nothing. */
final class SubscriberSubject implements Subject {

    private final Scenario scenario;

    SubscriberSubject(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public String title() {
        return "does nothing";
    }

    @Override
    public String key() {
        return "subscriber";
    }

    @Override
    public String clientId() {
        return "benchmark-subscriber";
    }

    @Override
    public int receiveMaximum() {
        return scenario.subscriberReceiveMaximum();
    }

    @Override
    public Map<Metric, Double> take(Broker broker, Path folder) {
        double brokerCpu = broker.cpuSeconds();
        try (ChildProcess process = start(broker, folder, scenario.total())) {
            JsonNode result = process.readJson();
            double wholeSeconds = (System.nanoTime() - process.startedNanos()) / 1e9;
            double millions = scenario.readings() / 1e6;
            double wholeMillions = scenario.total() / 1e6;
            Map<Metric, Double> sample = new EnumMap<>(Metric.class);
            sample.put(Metric.RATE, scenario.readings() / result.path("seconds").asDouble());
            sample.put(Metric.WHOLE_RATE, scenario.total() / wholeSeconds);
            sample.put(Metric.CPU, result.path("cpuSeconds").asDouble() / millions);
            sample.put(Metric.WHOLE_CPU, process.cpuSeconds() / wholeMillions);
            sample.put(Metric.BROKER_CPU, (broker.cpuSeconds() - brokerCpu) / wholeMillions);
            sample.put(Metric.PEAK_MEMORY, process.peakMemoryMib());
            return sample;
        }
    }

    @Override
    public Map<Metric, Double> follow(Broker broker, Path folder) {
        try (ChildProcess process = start(broker, folder, 0)) {
            process.readJson();
            try (Publisher publisher = Publisher.start(scenario, broker, folder)) {
                Map<Metric, Double> sample =
                        new LiveFlow(scenario, broker, publisher, process, () -> received(process))
                                .measure();
                sample.put(Metric.PEAK_MEMORY, process.peakMemoryMib());
                return sample;
            }
        }
    }

    private static long received(ChildProcess process) {
        process.tell("?");
        return process.readJson().path("received").asLong();
    }

    private ChildProcess start(Broker broker, Path folder, int total) {
        return ChildProcess.startJava(
                "subscriber",
                folder,
                GatewaySubject.HEAP,
                List.of(),
                IdleSubscriber.class,
                String.valueOf(broker.uri().getPort()),
                clientId(),
                String.valueOf(scenario.subscriberReceiveMaximum()),
                String.valueOf(scenario.warmUp()),
                String.valueOf(total),
                scenario.protocol());
    }
}
