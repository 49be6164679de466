/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.reference.IdleSubscriber;
import io.sluice.processes.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscriber that does nothing. */
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
    public boolean delivers() {
        return false;
    }

    @Override
    public Load load() {
        return scenario.load();
    }

    @Override
    public RunningSubject start(Broker broker, @Nullable Firehose firehose, Path folder) {
        ChildProcess process =
                ChildProcess.startJava(
                        "subscriber",
                        folder,
                        GatewayProcess.HEAP,
                        List.of(),
                        IdleSubscriber.class,
                        String.valueOf(broker.uri().getPort()),
                        clientId(),
                        String.valueOf(receiveMaximum()),
                        scenario.protocol());
        // its first line says that it has subscribed
        return new RunningSubject(
                process,
                () -> process.readJson().has("received"),
                () -> {
                    process.tell("?");
                    return process.readJson().path("received").asLong();
                });
    }
}
