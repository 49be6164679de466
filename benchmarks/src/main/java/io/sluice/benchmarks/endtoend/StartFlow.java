/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;

/** Measures how long a subject takes from the start of its process until it has subscribed. */
final class StartFlow implements Flow {

    @Override
    public Sample measure(Stage stage) {
        stage.startSubject();
        stage.subject().awaitSubscribed();
        long now = System.nanoTime();
        ChildProcess process = stage.subject().process();
        Sample sample = new Sample();
        sample.put(Metric.START, (now - process.startedNanos()) / 1e9);
        sample.put(Metric.START_CPU, process.cpuSeconds());
        sample.put(Metric.PEAK_MEMORY, process.peakMemoryMib());
        return sample;
    }
}
