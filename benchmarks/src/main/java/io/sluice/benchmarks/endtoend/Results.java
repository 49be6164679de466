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

/** The samples of all rounds, as a table and as JSON. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-46s  %-28s  %s%n";

    private final Map<Subject, List<Map<Metric, Double>>> samples = new LinkedHashMap<>();

    void add(Subject subject, Map<Metric, Double> sample) {
        samples.computeIfAbsent(subject, s -> new ArrayList<>()).add(sample);
    }

    /** The second subject's median rate as a share of the first one's. */
    double throughputRatio(Subject subject, Subject baseline) {
        return Spread.of(values(subject, Metric.RATE)).median()
                / Spread.of(values(baseline, Metric.RATE)).median();
    }

    /** A row for each metric, a column for each of two subjects: median and range. */
    String table(Subject left, Subject right) {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT, ROW, "median [min to max]", left.title(), right.title()));
        for (Metric metric : Metric.values()) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            metric.label(),
                            cell(left, metric),
                            cell(right, metric)));
        }
        table.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "readings/s, ratio of the medians",
                        "1",
                        String.format(Locale.ROOT, "%.2f", throughputRatio(right, left))));
        return table.toString();
    }

    private String cell(Subject subject, Metric metric) {
        List<Double> values = values(subject, metric);
        if (values.isEmpty()) {
            return "-";
        }
        Spread spread = Spread.of(values);
        String number = "%,." + metric.decimals() + "f";
        return String.format(
                Locale.ROOT,
                number + " [" + number + " to " + number + "]",
                spread.median(),
                spread.min(),
                spread.max());
    }

    /** {@code {"SUBJECT":{"METRIC":{"median","min","max","rounds":[..]}}}}. */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        samples.keySet().forEach(subject -> json.set(subject.key(), json(subject)));
        return json;
    }

    private ObjectNode json(Subject subject) {
        ObjectNode json = JSON.createObjectNode();
        for (Metric metric : Metric.values()) {
            List<Double> values = values(subject, metric);
            if (!values.isEmpty()) {
                Spread spread = Spread.of(values);
                ObjectNode shown = json.putObject(metric.key());
                shown.put("median", spread.median());
                shown.put("min", spread.min());
                shown.put("max", spread.max());
                ArrayNode rounds = shown.putArray("rounds");
                values.forEach(rounds::add);
            }
        }
        return json;
    }

    private List<Double> values(Subject subject, Metric metric) {
        return samples.getOrDefault(subject, List.of()).stream()
                .map(sample -> sample.getOrDefault(metric, Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .toList();
    }
}
