/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.mqtt.LivePublisher;
import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What publishes: {@link LivePublisher} as a process, or the generator that plays the broker. */
final class Publisher implements AutoCloseable {

    static final String HEAP = "128m";

    private final ChildProcess process;
    private final boolean own;

    private Publisher(ChildProcess process, boolean own) {
        this.process = process;
        this.own = own;
    }

    /** Starts one, which publishes nothing yet. */
    static Publisher start(Load load, int port, Path folder) {
        ChildProcess process =
                ChildProcess.startJava(
                        "publisher",
                        folder,
                        HEAP,
                        List.of(),
                        LivePublisher.class,
                        String.valueOf(port),
                        String.valueOf(load.connections()),
                        String.valueOf(load.payloadBytes()),
                        String.valueOf(load.qos()));
        process.readJson();
        return new Publisher(process, true);
    }

    /** Takes one that plays the broker, and is ended as that. */
    static Publisher generating(ChildProcess generator) {
        return new Publisher(generator, false);
    }

    /** Lets it have published so many readings in all. */
    void allow(long total) {
        process.tell("allow " + total);
    }

    /** Lets it publish so many more readings at a rate. */
    void spread(long count, double perSecond) {
        process.tell(String.format(Locale.ROOT, "spread %d %f", count, perSecond));
    }

    /** How far it is. */
    Progress progress() {
        process.tell("?");
        JsonNode answer = process.readJson();
        return new Progress(
                answer.path("allowed").asLong(),
                answer.path("acknowledged").asLong(),
                answer.path("heldBackSeconds").asDouble(),
                process.cpuSeconds());
    }

    @Override
    public void close() {
        if (own) {
            process.close();
        }
    }

    /**
     * How far the publisher is.
     *
     * @param allowed readings that it may have published
     * @param acknowledged readings that the broker has acknowledged; at QoS 0, that were sent
     * @param heldBackSeconds how long it could have published, but was not allowed to
     * @param cpuSeconds what it has used up
     */
    record Progress(long allowed, long acknowledged, double heldBackSeconds, double cpuSeconds) {

        /** Whether all that may be published has been. */
        boolean isDone() {
            return acknowledged >= allowed;
        }
    }
}
