/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A run's balance in words.
 *
 * @param report the balance
 * @param files the folder of the delivered files
 */
record DemoSummary(DemoReport report, Path files) {

    String text() {
        return String.format(
                Locale.ROOT,
                """
                The demo ran for %.1f s in %s mode.
                  published     %,d readings
                  acknowledged  %,d by the broker
                  delivered     %,d found in the files
                  lost          %,d
                  duplicates    %,d
                  Firehose      %,d calls with %,d records
                  bytes         %,d of readings, %,d billed: %.2f for one
                  latency       p50 %,d ms, p99 %,d ms from measurement to acceptance by Firehose
                  files         %s
                """,
                report.elapsedSeconds(),
                report.mode(),
                report.published(),
                report.acknowledged(),
                report.delivered(),
                report.lost(),
                report.duplicates(),
                report.firehoseCalls(),
                report.firehoseRecords(),
                report.payloadBytes(),
                report.billedBytes(),
                report.billedToPayload(),
                report.latencyMillis().p50(),
                report.latencyMillis().p99(),
                files);
    }
}
