/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.toolkit.CommandFailure;

/** Measures a subject that was away: the readings wait in the broker when it starts. */
final class BacklogFlow implements Flow {

    private final Scenario scenario;
    private final Subject subject;

    BacklogFlow(Scenario scenario, Subject subject) {
        this.scenario = scenario;
        this.subject = subject;
    }

    @Override
    public Sample measure(Stage stage) throws InterruptedException {
        Load load = stage.load();
        Backlog backlog = new Backlog(stage.broker().uri());
        backlog.prepareSession(subject.clientId(), scenario.protocol(), subject.receiveMaximum());
        backlog.publish(load.total(), load.payloadBytes());
        stage.startSubject();
        stage.subject().awaitSubscribed();
        stage.await(load.warmUp(), () -> {});
        Look begin = stage.look();
        if (begin.taken() >= load.total()) {
            throw CommandFailure.failed(
                    "everything had passed before the clock was started; give more --readings");
        }
        stage.await(load.total(), () -> {});
        Look end = stage.look();
        Sample sample = end.since(begin);
        double wholeSeconds = (end.nanos() - stage.subject().process().startedNanos()) / 1e9;
        sample.put(Metric.WHOLE_RATE, load.total() / wholeSeconds);
        sample.put(Metric.WHOLE_CPU, end.cpuSeconds() * 1e6 / load.total());
        stage.awaitEnd(load.total());
        sample.putAll(stage.outcome(load.total()));
        return sample;
    }
}
