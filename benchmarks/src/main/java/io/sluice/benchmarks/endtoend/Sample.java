/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a round yields for one subject: a value of a metric, or one for each part of what was
 * measured, in order. NaN stands for a value that is not known.
 */
final class Sample {

    private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);

    /** Sets the value of a metric. */
    void put(Metric metric, double value) {
        values.put(metric, List.of(value));
    }

    /** Sets the values of a metric, one for each part. */
    void putParts(Metric metric, List<Double> parts) {
        values.put(metric, List.copyOf(parts));
    }

    /** Takes over all values of another one. */
    void putAll(Sample other) {
        values.putAll(other.values);
    }

    /** The metrics that it has, in the order of the table. */
    Set<Metric> metrics() {
        return values.keySet();
    }

    /** How many values there are of a metric. */
    int parts(Metric metric) {
        return values.getOrDefault(metric, List.of()).size();
    }

    /** One of the values of a metric, from 0; NaN if there is none. */
    double value(Metric metric, int part) {
        return part < parts(metric) ? values.getOrDefault(metric, List.of()).get(part) : Double.NaN;
    }
}
