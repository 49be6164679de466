/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all rounds have yielded for all subjects. */
final class Samples {

    private final Map<Subject, List<Sample>> samples = new LinkedHashMap<>();

    void add(Subject subject, Sample sample) {
        samples.computeIfAbsent(subject, absent -> new ArrayList<>()).add(sample);
    }

    /** Into how many parts a metric is divided: 1 if it is not, 0 if nobody has it. */
    int parts(Metric metric) {
        return samples.values().stream()
                .flatMap(List::stream)
                .mapToInt(sample -> sample.parts(metric))
                .max()
                .orElse(0);
    }

    /** What the rounds came to; none if no value is known. */
    Optional<Spread> spread(Subject subject, Metric metric, int part) {
        List<Double> values = values(subject, metric, part);
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** The same of a metric that has no parts. */
    Optional<Spread> spread(Subject subject, Metric metric) {
        return spread(subject, metric, 0);
    }

    /** The values of all rounds, without those that are not known. */
    List<Double> values(Subject subject, Metric metric, int part) {
        return samples.getOrDefault(subject, List.of()).stream()
                .map(sample -> sample.value(metric, part))
                .filter(Double::isFinite)
                .toList();
    }

    /** One subject's median as a share of another one's. */
    Optional<Double> ratio(Subject subject, Subject baseline, Metric metric) {
        return spread(subject, metric)
                .flatMap(
                        one ->
                                spread(baseline, metric)
                                        .filter(other -> other.median() != 0)
                                        .map(other -> one.median() / other.median()));
    }
}
