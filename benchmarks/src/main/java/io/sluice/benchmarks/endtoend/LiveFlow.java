/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures a subject while readings are being published. The publisher is as fast as the broker,
 * but held back while it is more than {@link Scenario#ahead} readings ahead of the subject, so that
 * a slower subject is measured in a steady state and not on a growing backlog.
 */
final class LiveFlow {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final Scenario scenario;
    private final Broker broker;
    private final Publisher publisher;
    private final ChildProcess subject;
    private final LongSupplier taken;

    /**
     * @param subject has subscribed
     * @param taken how many readings it has taken so far
     */
    LiveFlow(
            Scenario scenario,
            Broker broker,
            Publisher publisher,
            ChildProcess subject,
            LongSupplier taken) {
        this.scenario = scenario;
        this.broker = broker;
        this.publisher = publisher;
        this.subject = subject;
        this.taken = taken;
    }

    /** Lets the warm-up pass, then measures the readings that follow; the flow stops after that. */
    Map<Metric, Double> measure() {
        Look begin = await(scenario.warmUp());
        Look end = await(begin.taken + scenario.readings());
        double seconds = (end.nanos - begin.nanos) / 1e9;
        double millions = (end.taken - begin.taken) / 1e6;
        Publisher.Progress first = begin.published;
        Publisher.Progress last = end.published;
        Map<Metric, Double> sample = new EnumMap<>(Metric.class);
        sample.put(Metric.RATE, millions * 1e6 / seconds);
        sample.put(Metric.PUBLISHED_RATE, (last.acknowledged() - first.acknowledged()) / seconds);
        sample.put(
                Metric.HELD_BACK,
                100 * (last.heldBackSeconds() - first.heldBackSeconds()) / seconds);
        sample.put(Metric.CPU, (end.cpuSeconds - begin.cpuSeconds) / millions);
        sample.put(Metric.BROKER_CPU, (end.brokerCpuSeconds - begin.brokerCpuSeconds) / millions);
        sample.put(Metric.PUBLISHER_CPU, (last.cpuSeconds() - first.cpuSeconds()) / millions);
        return sample;
    }

    /** Waits until the broker has acknowledged all that was published, and says how many. */
    long published() {
        long last = -1;
        long now = publisher.progress().acknowledged();
        while (now > last) {
            Patience.pause(TimeUnit.MILLISECONDS.toNanos(500));
            last = now;
            now = publisher.progress().acknowledged();
        }
        return now;
    }

    private Look await(long target) {
        long began = System.nanoTime();
        long now = taken.getAsLong();
        while (now < target) {
            publisher.allow(now + scenario.ahead());
            if (!subject.isAlive()) {
                throw CommandFailure.failed(
                        "a process ended while readings flowed: " + subject.lastWords());
            }
            if (System.nanoTime() - began > LONGEST_NANOS) {
                throw CommandFailure.failed(
                        "three minutes were not enough for "
                                + target
                                + " readings ("
                                + now
                                + " have arrived); give fewer --readings");
            }
            Patience.pause(BETWEEN_LOOKS_NANOS);
            now = taken.getAsLong();
        }
        return new Look(
                System.nanoTime(),
                now,
                subject.cpuSeconds(),
                broker.cpuSeconds(),
                publisher.progress());
    }

    private record Look(
            long nanos,
            long taken,
            double cpuSeconds,
            double brokerCpuSeconds,
            Publisher.Progress published) {}
}
