/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The gateway, or a variation of it. */
final class GatewaySubject implements Subject {

    /** Of the line that it prints then; docs/reference/cli.md. */
    private static final String SUBSCRIBED = "\"subscribed\":true";

    private final Scenario scenario;
    private final Variation variation;

    GatewaySubject(Scenario scenario, Variation variation) {
        this.scenario = scenario;
        this.variation = variation;
    }

    @Override
    public String title() {
        return variation.title();
    }

    @Override
    public String key() {
        return variation.key();
    }

    @Override
    public String clientId() {
        return "benchmark-" + variation.key();
    }

    @Override
    public int receiveMaximum() {
        return scenario.gateway().receiveMaximum();
    }

    @Override
    public boolean delivers() {
        return true;
    }

    @Override
    public Load load() {
        return scenario.load();
    }

    @Override
    public RunningSubject start(Broker broker, @Nullable Firehose firehose, Path folder) {
        Firehose target = Objects.requireNonNull(firehose);
        ChildProcess gateway =
                GatewayProcess.start(scenario, variation, clientId(), broker, target, folder);
        return new RunningSubject(
                gateway,
                () -> {
                    gateway.awaitLine(SUBSCRIBED);
                    return true;
                },
                () -> target.usage().readings());
    }
}
