/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Locale;

/** What a round yields for one subject; "whole" counts from the start of its process. */
enum Metric {
    START("s from start to subscribed", "startSeconds", 3),
    START_CPU("CPU s from start to subscribed", "startCpuSeconds", 2),
    RATE("readings/s", "readingsPerSecond", 0),
    PUBLISHED_RATE("readings/s published meanwhile", "publishedPerSecond", 0),
    HELD_BACK("share of time the publisher was held back, %", "heldBackPercent", 0),
    WHOLE_RATE("readings/s, start and warm-up included", "wholeReadingsPerSecond", 0),
    CPU("CPU s per million readings", "cpuSecondsPerMillion", 1),
    WHOLE_CPU("CPU s per million, start and warm-up included", "wholeCpuSecondsPerMillion", 1),
    ALLOCATED("bytes allocated per reading", "allocatedBytesPerReading", 0),
    TAKING_IN_BEFORE(
            "CPU s per million taken in, empty spool", "takingInCpuSecondsPerMillionBefore", 2),
    TAKING_IN_FULL("CPU s per million taken in, full spool", "takingInCpuSecondsPerMillionFull", 2),
    TAKING_IN_AFTER(
            "CPU s per million taken in, empty again", "takingInCpuSecondsPerMillionAfter", 2),
    DELIVERING_BEFORE(
            "CPU s per million delivered, empty spool", "deliveringCpuSecondsPerMillionBefore", 2),
    DELIVERING_FULL(
            "CPU s per million delivered, full spool", "deliveringCpuSecondsPerMillionFull", 2),
    DELIVERING_AFTER(
            "CPU s per million delivered, empty again", "deliveringCpuSecondsPerMillionAfter", 2),
    TAKING_IN_GROWTH("CPU per reading taken in, full / empty", "takingInGrowth", 3),
    DELIVERING_GROWTH("CPU per reading delivered, full / empty", "deliveringGrowth", 3),
    GROWTH("CPU per reading, in and out, full / empty", "growth", 3),
    FILLING("CPU s per million, filling", "fillingCpuSecondsPerMillion", 2),
    EMPTYING("CPU s per million, emptying", "emptyingCpuSecondsPerMillion", 2),
    PEAK_MEMORY("peak resident memory, MiB", "peakResidentMib", 0),
    BROKER_CPU("CPU s of the broker per million", "brokerCpuSecondsPerMillion", 1),
    FIREHOSE_CPU("CPU s of Firehose's stand-in per million", "firehoseCpuSecondsPerMillion", 1),
    PUBLISHER_CPU("CPU s of the publisher per million", "publisherCpuSecondsPerMillion", 1),
    LATENCY_P50("publication to acceptance, ms, p50", "latencyMillisP50", 1),
    LATENCY_P99("publication to acceptance, ms, p99", "latencyMillisP99", 1),
    LATENCY_P999("publication to acceptance, ms, p99.9", "latencyMillisP999", 1),
    CALLS("Firehose calls per million", "callsPerMillion", 0),
    RECORDS("Firehose records per million", "recordsPerMillion", 0),
    BILLED("billed / payload bytes", "billedPerPayloadByte", 4),
    TWICE("readings delivered twice per million", "deliveredTwicePerMillion", 0),
    LOST("readings lost per million", "lostPerMillion", 0);

    private final String label;
    private final String key;
    private final int decimals;

    Metric(String label, String key, int decimals) {
        this.label = label;
        this.key = key;
        this.decimals = decimals;
    }

    String label() {
        return label;
    }

    /** Its name in the JSON. */
    String key() {
        return key;
    }

    /** A value as the table shows it. */
    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
