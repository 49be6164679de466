/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.reference.AfternoonBridge;
import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user would write in an afternoon. Its JVM has the gateway's heap, and otherwise whatever
 * the JVM chooses by itself, as it would have with that user.
 */
final class BridgeSubject implements Subject {

    /** Calls with one record are so much slower. */
    private static final int SINGLE_DIVISOR = 20;

    private final Scenario scenario;
    private final boolean batches;

    /**
     * @param batches with PutRecordBatch; else with PutRecord
     */
    BridgeSubject(Scenario scenario, boolean batches) {
        this.scenario = scenario;
        this.batches = batches;
    }

    @Override
    public String title() {
        return batches ? "bridge, batches of 500" : "bridge, PutRecord";
    }

    @Override
    public String key() {
        return batches ? "bridge" : "bridge-single";
    }

    @Override
    public String clientId() {
        return "benchmark-" + key();
    }

    @Override
    public int receiveMaximum() {
        return scenario.subscriberReceiveMaximum();
    }

    @Override
    public boolean delivers() {
        return true;
    }

    @Override
    public Load load() {
        return batches ? scenario.load() : scenario.load().dividedBy(SINGLE_DIVISOR);
    }

    @Override
    public RunningSubject start(Broker broker, @Nullable Firehose firehose, Path folder) {
        Firehose target = Objects.requireNonNull(firehose);
        List<String> options = new ArrayList<>(target.clientOptions());
        options.addAll(scenario.bridgeOptions());
        List<String> command =
                PlainJava.command(
                        GatewayProcess.HEAP,
                        options,
                        AfternoonBridge.class,
                        List.of(
                                broker.uri().toString(),
                                clientId(),
                                target.endpoint().toString(),
                                Firehose.STREAM,
                                batches ? "batch" : "single",
                                String.valueOf(scenario.linger().toMillis())));
        ChildProcess process = ChildProcess.start(key(), folder, command);
        return new RunningSubject(
                process,
                () -> process.readJson().has("subscribed"),
                () -> target.usage().readings());
    }
}
