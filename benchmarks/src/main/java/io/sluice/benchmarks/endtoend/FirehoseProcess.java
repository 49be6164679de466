/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.firehose.CountingFirehose;
import io.sluice.benchmarks.firehose.KeyStoreFile;
import io.sluice.processes.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link CountingFirehose} as a process. */
final class FirehoseProcess implements Firehose {

    private static final String HEAP = "512m";

    private final ChildProcess process;
    private final URI endpoint;
    private final List<String> clientOptions;

    private FirehoseProcess(ChildProcess process, List<String> clientOptions) {
        this.process = process;
        this.endpoint = URI.create(process.readJson().path("endpoint").asText());
        this.clientOptions = clientOptions;
    }

    /**
     * Starts one.
     *
     * @param keys its certificate, or null for plain HTTP
     */
    static FirehoseProcess start(@Nullable KeyStoreFile keys, Path folder) {
        List<String> command =
                PlainJava.command(
                        HEAP,
                        // what it takes of the machine is missing elsewhere: it is warm soon
                        List.of("-XX:+UseSerialGC"),
                        CountingFirehose.class,
                        keys == null ? List.of() : List.of(keys.path().toString()));
        ChildProcess process = ChildProcess.start("firehose", folder, command);
        return new FirehoseProcess(process, keys == null ? List.of() : keys.clientOptions());
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public List<String> clientOptions() {
        return clientOptions;
    }

    @Override
    public void refuse() {
        process.tell("refuse");
    }

    @Override
    public void accept() {
        process.tell("accept");
    }

    @Override
    public Usage usage() {
        process.tell("usage");
        return Usage.of(process.readJson());
    }

    @Override
    public Optional<Latency> latency() {
        process.tell("latencies");
        JsonNode answer = process.readJson();
        if (answer.path("count").asLong() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Latency(
                        answer.path("p50Millis").asDouble(),
                        answer.path("p99Millis").asDouble(),
                        answer.path("p999Millis").asDouble()));
    }
}
