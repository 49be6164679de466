/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.firehose.KeyStoreFile;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures subjects in turns (A B A B ...), each time with processes of its own, so that what the
 * machine does meanwhile falls on all of them alike.
 */
final class Rounds {

    private final Scenario scenario;
    private final Consumer<String> progress;
    private final @Nullable KeyStoreFile keys;

    Rounds(Scenario scenario, Consumer<String> progress) {
        this.scenario = scenario;
        this.progress = progress;
        this.keys = scenario.tls() ? KeyStoreFile.create(scenario.data()) : null;
    }

    Results run(List<Subject> subjects) {
        Results results = new Results(subjects);
        for (int round = 1; round <= scenario.rounds(); round++) {
            for (Subject subject : subjects) {
                Sample sample = measure(subject, round);
                results.add(subject, sample);
                Metric first = sample.metrics().iterator().next();
                progress.accept(
                        String.format(
                                Locale.ROOT,
                                "round %d of %d, %s: %s %s",
                                round,
                                scenario.rounds(),
                                subject.title(),
                                first.format(sample.value(first, 0)),
                                first.label()));
            }
        }
        return results;
    }

    private Sample measure(Subject subject, int round) {
        Path folder = scenario.data().resolve(subject.key() + "-" + round);
        try {
            Files.createDirectories(folder);
            try (Stage stage = new Stage(scenario, subject, folder, keys)) {
                return flow(subject).measure(stage);
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

    private Flow flow(Subject subject) {
        return switch (scenario.load().flow()) {
            case LIVE -> new LiveFlow();
            case RATE -> new RateFlow();
            case BACKLOG -> new BacklogFlow(scenario, subject);
            case START -> new StartFlow();
            case GROWTH -> new GrowthFlow();
        };
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
