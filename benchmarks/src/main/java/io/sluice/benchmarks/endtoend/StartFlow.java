/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import java.util.EnumMap;
import java.util.Map;

/** Measures how long a subject takes from the start of its process until it has subscribed. */
final class StartFlow implements Flow {

    @Override
    public Map<Metric, Double> measure(Stage stage) {
        stage.startSubject();
        stage.subject().awaitSubscribed();
        long now = System.nanoTime();
        ChildProcess process = stage.subject().process();
        Map<Metric, Double> sample = new EnumMap<>(Metric.class);
        sample.put(Metric.START, (now - process.startedNanos()) / 1e9);
        sample.put(Metric.START_CPU, process.cpuSeconds());
        sample.put(Metric.PEAK_MEMORY, process.peakMemoryMib());
        return sample;
    }
}
