/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.List;

/** {@link LivePublisher} as a process. */
final class Publisher implements AutoCloseable {

    private static final String HEAP = "64m";

    private final ChildProcess process;

    private Publisher(ChildProcess process) {
        this.process = process;
    }

    /** Starts one, which publishes nothing yet. */
    static Publisher start(Scenario scenario, Broker broker, Path folder) {
        ChildProcess process =
                ChildProcess.startJava(
                        "publisher",
                        folder,
                        HEAP,
                        List.of(),
                        LivePublisher.class,
                        String.valueOf(broker.uri().getPort()),
                        String.valueOf(scenario.connections()),
                        String.valueOf(scenario.payloadBytes()));
        process.readJson();
        return new Publisher(process);
    }

    /** Lets it have published so many readings in all. */
    void allow(long total) {
        process.tell(String.valueOf(total));
    }

    /** How far it is. */
    Progress progress() {
        process.tell("?");
        JsonNode answer = process.readJson();
        return new Progress(
                answer.path("acknowledged").asLong(),
                answer.path("heldBackSeconds").asDouble(),
                process.cpuSeconds());
    }

    @Override
    public void close() {
        process.close();
    }

    /**
     * How far the publisher is.
     *
     * @param acknowledged readings that the broker has acknowledged
     * @param heldBackSeconds how long it could have published, but was not allowed to
     * @param cpuSeconds what it has used up
     */
    record Progress(long acknowledged, double heldBackSeconds, double cpuSeconds) {}
}
