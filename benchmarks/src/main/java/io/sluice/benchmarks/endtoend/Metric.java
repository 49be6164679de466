/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/** What a round yields for one subject; "whole" counts from the start of its process. */
enum Metric {
    RATE("readings/s", "readingsPerSecond", 0),
    PUBLISHED_RATE("readings/s published meanwhile", "publishedPerSecond", 0),
    HELD_BACK("share of time the publisher was held back, %", "heldBackPercent", 0),
    ACKNOWLEDGED_RATE("readings/s until all are acknowledged", "acknowledgedPerSecond", 0),
    WHOLE_RATE("readings/s, start and warm-up included", "wholeReadingsPerSecond", 0),
    CPU("CPU s per million readings", "cpuSecondsPerMillion", 1),
    WHOLE_CPU("CPU s per million, start and warm-up included", "wholeCpuSecondsPerMillion", 1),
    BROKER_CPU("CPU s of the broker per million", "brokerCpuSecondsPerMillion", 1),
    LOCAL_AWS_CPU("CPU s of local AWS per million", "localAwsCpuSecondsPerMillion", 1),
    PUBLISHER_CPU("CPU s of the publisher per million", "publisherCpuSecondsPerMillion", 1),
    PEAK_MEMORY("peak resident memory, MiB", "peakResidentMib", 0),
    CALLS("Firehose calls per million", "callsPerMillion", 0),
    RECORDS("Firehose records per million", "recordsPerMillion", 0),
    TWICE("readings delivered twice per million", "deliveredTwicePerMillion", 0),
    BILLED("billed / payload bytes", "billedPerPayloadByte", 4);

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

    int decimals() {
        return decimals;
    }
}
