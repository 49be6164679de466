/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static OutboundRecord record(int size) {
        return new OutboundRecord(new byte[size], 1, size);
    }

    @Test
    void holdsUpTo500RecordsAnd4Mebibytes() {
        assertThat(new Batch(Collections.nCopies(500, record(10))).bytes()).isEqualTo(5_000);
        assertThat(new Batch(Collections.nCopies(4, record(1 << 20))).bytes())
                .isEqualTo(FirehoseLimits.MAX_BATCH_BYTES);
    }

    @Test
    void refusesWhatFirehoseRefuses() {
        assertThatThrownBy(() -> new Batch(List.of())).hasMessage("0 records in a batch");
        assertThatThrownBy(() -> new Batch(Collections.nCopies(501, record(1))))
                .hasMessage("501 records in a batch");
        assertThatThrownBy(() -> new Batch(List.of(record(1 << 21), record(1 << 21), record(1))))
                .hasMessage("4194305 bytes in a batch");
    }

    @Test
    void hasOneVerdictForEachRecord() {
        // Given
        Batch batch = new Batch(Collections.nCopies(3, record(1)));

        // When
        DeliveryReport report = DeliveryReport.ofAll(batch, Verdict.DELIVERED);

        // Then
        assertThat(report.verdicts()).hasSize(3).containsOnly(Verdict.DELIVERED);
        assertThatThrownBy(() -> DeliveryReport.of(batch, List.of(Verdict.DELIVERED)))
                .hasMessage("1 verdicts for 3 records");
    }

    @Test
    void aVerdictHasAFailureExactlyWhenThereWasOne() {
        // Given
        Failure failure = new Failure(FailureKind.THROTTLED, "Slow down.");

        // When
        assertThat(Verdict.retry(failure).failure()).isEqualTo(failure);

        // Then
        assertThatThrownBy(() -> new Verdict(Verdict.Kind.DELIVERED, failure))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verdict(Verdict.Kind.REJECTED, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverPrintsPayloads() {
        assertThat(
                        new OutboundRecord(
                                "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, 6))
                .hasToString("1 readings in 6 bytes");
    }

    @Test
    void labelsAreThoseOfTheRunbook() {
        assertThat(FailureKind.values())
                .extracting(FailureKind::label)
                .containsExactly(
                        "throttled",
                        "unavailable",
                        "unreachable",
                        "timeout",
                        "access-denied",
                        "stream-missing",
                        "rule-missing",
                        "invalid-record",
                        "too-large",
                        "rule-failed",
                        "unknown");
        assertThat(FailureKind.values())
                .filteredOn(FailureKind::operatorMustAct)
                .containsExactly(
                        FailureKind.ACCESS_DENIED,
                        FailureKind.STREAM_MISSING,
                        FailureKind.RULE_MISSING);
    }
}
