/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.forward.Backoff;
import io.sluice.gateway.forward.LaneSettings;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTelemetryTest {

    private final Metrics metrics = new Metrics();
    private final LaneTelemetry telemetry = new LaneTelemetry(metrics);

    @AfterEach
    void close() {
        metrics.close();
    }

    private static LaneSettings lane(String route) {
        return new LaneSettings(
                route,
                "s",
                TopicFilter.of("#"),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void sumsUpWhatAllLanesHaveDelivered() {
        // Given
        OutboundRecord record = new OutboundRecord(new byte[5_121], 10, 5_111);
        telemetry.delivered(lane("a"), record, Duration.ofMillis(20));
        telemetry.delivered(lane("b"), record, Duration.ofMillis(20));
        telemetry.refused(lane("a"), new Failure(FailureKind.THROTTLED, "Slow down."), 3, 1);
        telemetry.refused(
                lane("a"), new Failure(FailureKind.UNREACHABLE, "Connection refused"), 3, 1);
        telemetry.refused(lane("b"), new Failure(FailureKind.TIMEOUT, "no answer"), 1, 1);
        telemetry.quarantined(lane("b"), FailureKind.TOO_LARGE, "why");

        // When
        LaneTelemetry.Totals totals = telemetry.totals();

        // Then
        assertThat(totals)
                .isEqualTo(new LaneTelemetry.Totals(20, 0, 0, 2, 3, 4, 1, 10_222, 20_480));
    }

    @Test
    void countsByStreamRouteAndReason() {
        // Given
        telemetry.refused(lane("a"), new Failure(FailureKind.THROTTLED, "Slow down."), 3, 1);
        telemetry.called("s", 500, 1_000_000);

        // When
        String scrape = metrics.scrape();

        // Then
        assertThat(scrape)
                .contains("sluice_records_refused_total{route=\"a\",stream=\"s\"} 3.0")
                .contains(
                        "sluice_records_retried_by_reason_total{reason=\"throttled\",route=\"a\",stream=\"s\"} 3.0")
                .contains("sluice_firehose_calls_seconds_count{stream=\"s\"} 1");
    }
}
