/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The samples of all rounds, as a table and as JSON. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is compared: each as a share of each of the others. */
    private static final List<Metric> COMPARED =
            List.of(Metric.START, Metric.START_CPU, Metric.RATE, Metric.CPU);

    private final List<Subject> subjects;
    private final Map<Subject, List<Map<Metric, Double>>> samples = new LinkedHashMap<>();

    /**
     * @param subjects in the order of the table's columns
     */
    Results(List<Subject> subjects) {
        this.subjects = subjects;
    }

    void add(Subject subject, Map<Metric, Double> sample) {
        samples.computeIfAbsent(subject, absent -> new ArrayList<>()).add(sample);
    }

    /** A row for each metric, a column for each subject: median and range; then the ratios. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("median [min to max]", subject -> Optional.of(subject.title())));
        for (Metric metric : Metric.values()) {
            if (subjects.stream().anyMatch(subject -> spread(subject, metric).isPresent())) {
                table.append(
                        row(
                                metric.label(),
                                subject ->
                                        spread(subject, metric).map(found -> cell(metric, found))));
            }
        }
        for (Metric metric : COMPARED) {
            for (Subject baseline : subjects) {
                if (subjects.size() > 1 && spread(baseline, metric).isPresent()) {
                    table.append(
                            row(
                                    metric.label() + " / " + baseline.key(),
                                    subject ->
                                            ratio(subject, baseline, metric)
                                                    .map(Results::twoDecimals)));
                }
            }
        }
        return table.toString();
    }

    private String row(String label, Function<Subject, Optional<String>> cell) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-48s", label));
        for (Subject subject : subjects) {
            row.append(String.format(Locale.ROOT, "  %-30s", cell.apply(subject).orElse("-")));
        }
        return row.toString().stripTrailing() + System.lineSeparator();
    }

    private static String cell(Metric metric, Spread spread) {
        return "%s [%s to %s]"
                .formatted(
                        metric.format(spread.median()),
                        metric.format(spread.min()),
                        metric.format(spread.max()));
    }

    private static String twoDecimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** One subject's median as a share of another one's. */
    private Optional<Double> ratio(Subject subject, Subject baseline, Metric metric) {
        return spread(subject, metric)
                .flatMap(
                        one ->
                                spread(baseline, metric)
                                        .filter(other -> other.median() != 0)
                                        .map(other -> one.median() / other.median()));
    }

    /**
     * {@code {"SUBJECT":{"METRIC":{"median","min","max","rounds":[..]}},
     * "ratios":{"METRIC":{"BASELINE":{"SUBJECT":..}}}}}.
     */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        subjects.forEach(subject -> json.set(subject.key(), json(subject)));
        ObjectNode ratios = json.putObject("ratios");
        for (Metric metric : COMPARED) {
            ObjectNode ofMetric = JSON.createObjectNode();
            for (Subject baseline : subjects) {
                ObjectNode against = JSON.createObjectNode();
                for (Subject subject : subjects) {
                    ratio(subject, baseline, metric)
                            .ifPresent(ratio -> against.put(subject.key(), ratio));
                }
                if (!against.isEmpty()) {
                    ofMetric.set(baseline.key(), against);
                }
            }
            if (!ofMetric.isEmpty()) {
                ratios.set(metric.key(), ofMetric);
            }
        }
        return json;
    }

    private ObjectNode json(Subject subject) {
        ObjectNode json = JSON.createObjectNode();
        for (Metric metric : Metric.values()) {
            spread(subject, metric)
                    .ifPresent(
                            spread -> {
                                ObjectNode shown = json.putObject(metric.key());
                                shown.put("median", spread.median());
                                shown.put("min", spread.min());
                                shown.put("max", spread.max());
                                ArrayNode rounds = shown.putArray("rounds");
                                values(subject, metric).forEach(rounds::add);
                            });
        }
        return json;
    }

    private Optional<Spread> spread(Subject subject, Metric metric) {
        List<Double> values = values(subject, metric);
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    private List<Double> values(Subject subject, Metric metric) {
        return samples.getOrDefault(subject, List.of()).stream()
                .map(sample -> sample.getOrDefault(metric, Double.NaN))
                .filter(Double::isFinite)
                .toList();
    }
}
