/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The samples of all rounds, as a table and as JSON. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is compared: each as a share of each of the others. */
    private static final List<Metric> COMPARED =
            List.of(Metric.START, Metric.START_CPU, Metric.RATE, Metric.CPU);

    private final List<Subject> subjects;
    private final Samples samples = new Samples();

    /**
     * @param subjects in the order of the table's columns
     */
    Results(List<Subject> subjects) {
        this.subjects = subjects;
    }

    void add(Subject subject, Sample sample) {
        samples.add(subject, sample);
    }

    /**
     * A row for each metric or each part of it, a column for each subject: median and range; then
     * the ratios.
     */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("median [min to max]", subject -> Optional.of(subject.title())));
        for (Metric metric : Metric.values()) {
            for (int part = 0; part < samples.parts(metric); part++) {
                table.append(row(metric, part));
            }
        }
        for (Metric metric : COMPARED) {
            for (Subject baseline : subjects) {
                if (subjects.size() > 1 && samples.spread(baseline, metric).isPresent()) {
                    table.append(
                            row(
                                    metric.label() + " / " + baseline.key(),
                                    subject ->
                                            samples.ratio(subject, baseline, metric)
                                                    .map(Results::twoDecimals)));
                }
            }
        }
        return table.toString();
    }

    /** Nothing if no subject has a value. */
    private String row(Metric metric, int part) {
        if (subjects.stream()
                .noneMatch(subject -> samples.spread(subject, metric, part).isPresent())) {
            return "";
        }
        int parts = samples.parts(metric);
        return row(
                metric.label() + (parts == 1 ? "" : ", part " + (part + 1) + " of " + parts),
                subject -> samples.spread(subject, metric, part).map(found -> cell(metric, found)));
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

    /**
     * {@code {"SUBJECT":{"METRIC":{"median","min","max","rounds":[..]}},
     * "ratios":{"METRIC":{"BASELINE":{"SUBJECT":..}}}}}; of a metric with parts, an array of these,
     * with null for what is not known.
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
                    samples.ratio(subject, baseline, metric)
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
            if (samples.parts(metric) > 1) {
                ArrayNode parts = json.putArray(metric.key());
                for (int part = 0; part < samples.parts(metric); part++) {
                    parts.add(json(subject, metric, part).orElse(null));
                }
            } else {
                json(subject, metric, 0).ifPresent(only -> json.set(metric.key(), only));
            }
        }
        return json;
    }

    private Optional<ObjectNode> json(Subject subject, Metric metric, int part) {
        return samples.spread(subject, metric, part)
                .map(
                        spread -> {
                            ObjectNode shown = JSON.createObjectNode();
                            shown.put("median", spread.median());
                            shown.put("min", spread.min());
                            shown.put("max", spread.max());
                            ArrayNode rounds = shown.putArray("rounds");
                            samples.values(subject, metric, part).forEach(rounds::add);
                            return shown;
                        });
    }
}
