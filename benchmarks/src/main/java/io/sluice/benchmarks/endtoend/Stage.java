/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.firehose.KeyStoreFile;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one round: broker, Firehose, the subject and what publishes, started one after
 * the other and ended in reverse.
 */
final class Stage implements AutoCloseable {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_STANDSTILL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Scenario scenario;
    private final Subject subject;
    private final Load load;
    private final Path folder;
    private final @Nullable KeyStoreFile keys;
    private final Broker broker;

    private @Nullable Firehose firehose;
    private @Nullable RunningSubject running;
    private @Nullable Publisher publisher;

    // of the last time that it was looked how far the subject is
    private long taken;
    private long movedAt;

    private double allocated = Double.NaN;
    private long allocatedAt;

    /**
     * Starts the broker.
     *
     * @param keys Firehose's certificate, or null for plain HTTP
     */
    Stage(Scenario scenario, Subject subject, Path folder, @Nullable KeyStoreFile keys) {
        this.scenario = scenario;
        this.subject = subject;
        this.load = subject.load();
        this.folder = folder;
        this.keys = keys;
        this.broker =
                Broker.start(scenario.broker(), folder, subject.receiveMaximum(), subject.load());
    }

    Broker broker() {
        return broker;
    }

    Load load() {
        return load;
    }

    /** Starts what the subject delivers to, if it does, and the subject. */
    void startSubject() {
        if (subject.delivers()) {
            firehose =
                    scenario.firehose() == FirehoseKind.COUNTING
                            ? FirehoseProcess.start(keys, folder)
                            : LocalAws.start(folder, load.recordBytes());
        }
        running = subject.start(broker, firehose, folder);
        movedAt = System.nanoTime();
    }

    /** Starts what publishes; it does nothing yet. */
    Publisher startPublisher() {
        Publisher started = broker.publisher(load, folder);
        publisher = started;
        return started;
    }

    RunningSubject subject() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** Everything as it is now. */
    Look look() {
        RunningSubject now = subject();
        return new Look(
                System.nanoTime(),
                now.taken(),
                now.process().cpuSeconds(),
                broker.cpuSeconds(),
                firehose == null ? Double.NaN : firehose.cpuSeconds(),
                publisher == null ? null : publisher.progress(),
                firehose == null ? null : firehose.usage());
    }

    /** Waits until the subject is done with so many readings, while something else is going on. */
    void await(long target, Runnable meanwhile) {
        while (taken() < target) {
            meanwhile.run();
            requireMovement(target);
            Patience.pause(BETWEEN_LOOKS_NANOS);
        }
    }

    /**
     * Waits until no more come: at QoS 1, not before there are as many as were published. What
     * comes twice would come within a second.
     */
    void awaitEnd(long published) {
        if (load.qos() > 0) {
            await(published, () -> {});
        }
        while (System.nanoTime() - movedAt < Math.max(QUIET_NANOS, 2 * lingerNanos())) {
            Patience.pause(BETWEEN_LOOKS_NANOS);
            taken();
        }
    }

    /** For how long a reading may lie in the subject. */
    long lingerNanos() {
        return scenario.linger().toNanos();
    }

    /** How long the subject has stood still, in nanoseconds. */
    long stillNanos() {
        return System.nanoTime() - movedAt;
    }

    /** How many readings the subject is done with. */
    long taken() {
        long now = subject().taken();
        if (now > taken) {
            movedAt = System.nanoTime();
            taken = now;
        }
        return now;
    }

    private void requireMovement(long target) {
        if (!subject().process().isAlive()) {
            throw CommandFailure.failed(
                    "a process ended while readings flowed: " + subject().process().lastWords());
        }
        if (stillNanos() > LONGEST_STANDSTILL_NANOS) {
            throw CommandFailure.failed(
                    "%,d of %,d readings have arrived, and no more for a minute: %s"
                            .formatted(taken, target, subject().process().lastWords()));
        }
    }

    /** Firehose refuses everything from now on. */
    void refuse() {
        firehose().refuse();
    }

    /** Firehose accepts again, and the subject has to get on with it. */
    void accept() {
        firehose().accept();
        movedAt = System.nanoTime();
    }

    private Firehose firehose() {
        if (firehose == null) {
            throw new IllegalStateException("this subject does not deliver");
        }
        return firehose;
    }

    /** From now on, what the subject allocates is counted, and how old readings are. */
    void beginCounting() {
        allocated = Allocation.bytes(subject().process());
        allocatedAt = taken();
        if (firehose != null) {
            firehose.latency();
        }
    }

    /** What came of {@link #beginCounting}. */
    Sample endCounting() {
        Sample sample = new Sample();
        if (firehose != null) {
            firehose.latency()
                    .ifPresent(
                            latency -> {
                                sample.put(Metric.LATENCY_P50, latency.p50());
                                sample.put(Metric.LATENCY_P99, latency.p99());
                                sample.put(Metric.LATENCY_P999, latency.p999());
                            });
        }
        double bytes = Allocation.bytes(subject().process()) - allocated;
        sample.put(Metric.ALLOCATED, bytes / (taken() - allocatedAt));
        return sample;
    }

    /** What can be said when all is over. */
    Sample outcome(long published) {
        double millions = published / 1e6;
        Sample sample = new Sample();
        sample.put(Metric.PEAK_MEMORY, subject().process().peakMemoryMib());
        sample.put(Metric.TWICE, Math.max(0, taken() - published) / millions);
        sample.put(Metric.LOST, Math.max(0, published - taken()) / millions);
        return sample;
    }

    @Override
    public void close() {
        try (Broker first = broker;
                Firehose second = firehose;
                RunningSubject third = running;
                Publisher fourth = publisher) {
            // ended in reverse
        }
    }
}
