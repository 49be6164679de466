/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens, under AWS's names where it has one. Any thread may call.
 *
 * <p>Source: AWS IoT Developer Guide, "AWS IoT metrics and dimensions".
 */
public final class RuleCounters {

    private final Map<String, Map<String, LongAdder>> byRule = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> broker = new ConcurrentHashMap<>();

    /** Counts for one rule that exists. */
    void count(String rule, String metric) {
        byRule.computeIfAbsent(rule, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(metric, name -> new LongAdder())
                .increment();
    }

    /** Counts for the broker as a whole. */
    public void count(String metric) {
        broker.computeIfAbsent(metric, name -> new LongAdder()).increment();
    }

    /** The count of one rule; 0 if there is none. */
    public long of(String rule, String metric) {
        LongAdder count = byRule.getOrDefault(rule, Map.of()).get(metric);
        return count == null ? 0 : count.sum();
    }

    /** The count of the broker as a whole; 0 if there is none. */
    public long of(String metric) {
        LongAdder count = broker.get(metric);
        return count == null ? 0 : count.sum();
    }

    /** All counts of one rule, by metric. */
    public SortedMap<String, Long> rule(String rule) {
        return sums(byRule.getOrDefault(rule, Map.of()));
    }

    /** All counts of the broker, by metric. */
    public SortedMap<String, Long> broker() {
        return sums(broker);
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.forEach((metric, count) -> sums.put(metric, count.sum()));
        return sums;
    }
}
