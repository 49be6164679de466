/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures subjects in turns (A B A B ...), each time with a broker, a backlog and processes of its
 * own, so that what the machine does meanwhile falls on all of them alike.
 */
final class Rounds {

    private final Scenario scenario;
    private final Consumer<String> progress;

    Rounds(Scenario scenario, Consumer<String> progress) {
        this.scenario = scenario;
        this.progress = progress;
    }

    Results run(List<Subject> subjects) {
        Results results = new Results();
        for (int round = 1; round <= scenario.rounds(); round++) {
            for (Subject subject : subjects) {
                Map<Metric, Double> sample = measure(subject, round);
                results.add(subject, sample);
                progress.accept(
                        "round %d of %d, %s: %,.0f readings/s"
                                .formatted(
                                        round,
                                        scenario.rounds(),
                                        subject.title(),
                                        sample.get(Metric.RATE)));
            }
        }
        return results;
    }

    private Map<Metric, Double> measure(Subject subject, int round) {
        Path folder = scenario.data().resolve(subject.key() + "-" + round);
        try {
            Files.createDirectories(folder);
            try (Broker broker =
                    Broker.start(scenario.broker(), folder, subject.receiveMaximum())) {
                if (scenario.flow() == FlowKind.LIVE) {
                    return subject.follow(broker, folder);
                }
                Backlog backlog = new Backlog(broker.uri());
                backlog.prepareSession(
                        subject.clientId(), scenario.protocol(), subject.receiveMaximum());
                backlog.publish(scenario.total(), scenario.payloadBytes());
                return subject.take(broker, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }

    /** Removes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
