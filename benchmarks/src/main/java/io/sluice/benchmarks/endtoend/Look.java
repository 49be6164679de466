/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import org.jspecify.annotations.Nullable;

/**
 * How far everything is at one moment; two of them are the ends of what is measured.
 *
 * @param nanos when it was, as {@link System#nanoTime} counts
 * @param taken readings that the subject is done with
 * @param cpuSeconds of the subject
 * @param brokerCpuSeconds NaN if there is no broker
 * @param firehoseCpuSeconds NaN if there is no Firehose
 * @param published null if nothing is published meanwhile
 * @param usage null if there is no Firehose
 */
record Look(
        long nanos,
        long taken,
        double cpuSeconds,
        double brokerCpuSeconds,
        double firehoseCpuSeconds,
        Publisher.@Nullable Progress published,
        @Nullable Usage usage) {

    /** Readings that were published and acknowledged; 0 if nothing is published meanwhile. */
    long acknowledged() {
        return published == null ? 0 : published.acknowledged();
    }

    /** What happened since an earlier one. */
    Sample since(Look begin) {
        double seconds = (nanos - begin.nanos) / 1e9;
        double millions = (taken - begin.taken) / 1e6;
        Sample sample = new Sample();
        sample.put(Metric.RATE, (taken - begin.taken) / seconds);
        sample.put(Metric.CPU, (cpuSeconds - begin.cpuSeconds) / millions);
        sample.put(Metric.BROKER_CPU, (brokerCpuSeconds - begin.brokerCpuSeconds) / millions);
        sample.put(Metric.FIREHOSE_CPU, (firehoseCpuSeconds - begin.firehoseCpuSeconds) / millions);
        if (published != null && begin.published != null) {
            Publisher.Progress first = begin.published;
            sample.put(
                    Metric.PUBLISHED_RATE,
                    (published.acknowledged() - first.acknowledged()) / seconds);
            sample.put(
                    Metric.HELD_BACK,
                    100 * (published.heldBackSeconds() - first.heldBackSeconds()) / seconds);
            sample.put(
                    Metric.PUBLISHER_CPU, (published.cpuSeconds() - first.cpuSeconds()) / millions);
        }
        if (usage != null && begin.usage != null) {
            Usage used = usage.minus(begin.usage);
            sample.put(Metric.CALLS, used.calls() / millions);
            sample.put(Metric.RECORDS, used.records() / millions);
            sample.put(Metric.BILLED, used.billedPerPayloadByte());
        }
        return sample;
    }
}
