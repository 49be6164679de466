/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.fleet.FleetSummary;
import io.sluice.simulator.fleet.Workload;
import io.sluice.simulator.ledger.Ledger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirehoseFeedIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void putsASingleReadingAsARecordWithANewline() throws Exception {
        // Given
        try (ScriptedFirehose firehose = new ScriptedFirehose(i -> false, Optional.empty());
                Ledger ledger = Ledger.inMemory()) {
            // When
            FleetSummary summary = run(firehose, workload(1, 2, false), ledger);

            // Then
            assertThat(summary.acknowledged()).isEqualTo(2);
            assertThat(firehose.calls()).containsOnly("PutRecord").hasSize(2);
            assertThat(firehose.accepted())
                    .allMatch(record -> record.startsWith("{") && record.endsWith("}\n"));
        }
    }

    @Test
    void sendsRefusedRecordsOfABatchAgainAndAcceptedOnesNever() throws Exception {
        // Given
        try (ScriptedFirehose firehose = new ScriptedFirehose(i -> i % 3 == 0, Optional.empty());
                Ledger ledger = Ledger.inMemory()) {
            // When
            FleetSummary summary = run(firehose, workload(50, 700, true), ledger);

            // Then
            assertThat(summary.published()).isEqualTo(700);
            assertThat(summary.acknowledged()).isEqualTo(700);
            assertThat(ledger.snapshot().acknowledged()).isEqualTo(700);
            assertThat(firehose.calls()).contains("PutRecordBatch");
            assertThat(firehose.accepted()).hasSize(700);
            assertThat(new HashSet<>(firehose.accepted())).hasSize(700);
        }
    }

    @Test
    void saysThatThereIsNoSuchStream() throws Exception {
        // Given
        try (ScriptedFirehose firehose =
                        new ScriptedFirehose(i -> false, Optional.of("ResourceNotFoundException"));
                Ledger ledger = Ledger.inMemory();
                FirehoseFeed feed =
                        FirehoseFeed.start(target(firehose), workload(1, 1, false), ledger)) {
            // When
            await().atMost(SOON).until(feed::isFinished);

            // Then
            assertThat(feed.failure())
                    .hasValueSatisfying(
                            line ->
                                    assertThat(line)
                                            .startsWith(
                                                    "there is no delivery stream firehose://readings"));
        }
    }

    private static FleetSummary run(ScriptedFirehose firehose, Workload workload, Ledger ledger)
            throws InterruptedException {
        try (FirehoseFeed feed = FirehoseFeed.start(target(firehose), workload, ledger)) {
            await().atMost(SOON).until(feed::isFinished);
            return feed.stop(SOON);
        }
    }

    private static StreamTarget target(ScriptedFirehose firehose) {
        return StreamTarget.parse(
                "firehose://readings", Optional.of(firehose.url()), Optional.empty());
    }

    private static Workload workload(int devices, long count, boolean maxRate) {
        return new Workload(devices, Duration.ofMillis(300), count, 1, 0, maxRate);
    }
}
