/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir Path directory;
    private Path file = Path.of("ledger");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("new/run.ledger");
    }

    @Test
    void saysAfterReopeningWhatWasWritten() throws IOException {
        // Given
        try (Ledger ledger = Ledger.open(file)) {
            ledger.published("device-0001", 0);
            ledger.published("device-0001", 1);
            ledger.published("device-0002", 0);
            ledger.acknowledged("device-0001", 1);
        }

        // When
        LedgerSnapshot read = LedgerSnapshot.read(file);

        // Then
        assertThat(read.sent()).isEqualTo(3);
        assertThat(read.acknowledged()).isEqualTo(1);
        assertThat(read.devices()).containsExactlyInAnyOrder("device-0001", "device-0002");
        assertThat(read.isSent("device-0001", 1)).isTrue();
        assertThat(read.isSent("device-0001", 2)).isFalse();
        assertThat(read.isSent("device-0001", Long.MAX_VALUE)).isFalse();
        assertThat(read.acknowledgedWithout("device-0001", new BitSet())).isEqualTo(1);
        assertThat(read.acknowledgedWithout("device-0002", new BitSet())).isZero();
    }

    @Test
    void countsAnAcknowledgementThatCameFirstAsPublishedOnce() throws IOException {
        // Given
        try (Ledger ledger = Ledger.open(file)) {
            // When
            ledger.acknowledged("device-0001", 0);
            ledger.published("device-0001", 0);

            // Then
            assertThat(ledger.snapshot().sent()).isEqualTo(1);
            assertThat(ledger.snapshot().acknowledged()).isEqualTo(1);
        }
        assertThat(LedgerSnapshot.read(file).sent()).isEqualTo(1);
    }

    @Test
    void goesOnWhereItStoppedAndTellsThisRunFromTheWhole() throws IOException {
        // Given
        try (Ledger first = Ledger.open(file)) {
            first.published("device-0001", 0);
            first.published("device-0001", 1);
            first.acknowledged("device-0001", 0);
        }

        try (Ledger second = Ledger.open(file)) {
            // When
            long next = second.nextSeq("device-0001");
            second.published("device-0001", next);
            second.acknowledged("device-0001", next);

            // Then
            assertThat(next).isEqualTo(2);
            assertThat(second.nextSeq("device-0002")).isZero();
            assertThat(second.thisRun().sent()).isEqualTo(1);
            assertThat(second.thisRun().acknowledged()).isEqualTo(1);
            assertThat(second.snapshot().sent()).isEqualTo(3);
            assertThat(second.snapshot().acknowledged()).isEqualTo(2);
        }
        assertThat(LedgerSnapshot.read(file).sent()).isEqualTo(3);
    }

    @Test
    void writesDownWhenEachRunBeganAndEnded() throws IOException {
        // Given
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T06:24:44.470999Z"), ZoneOffset.UTC);

        // When
        try (Ledger ledger = Ledger.open(file, clock)) {
            ledger.published("device-0001", 0);
        }

        // Then
        assertThat(file)
                .hasContent(
                        """
                        sluice-ledger 1
                        r 2026-01-31T06:24:44.470Z
                        d 0 device-0001
                        p 0 0
                        e 2026-01-31T06:24:44.470Z
                        """);
    }

    @Test
    void endsARunThatWasKilledWhereTheNextOneBegins() throws IOException {
        // Given
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                sluice-ledger 1
                r 2026-01-31T06:00:00Z
                d 0 device-0001
                p 0 0
                r 2026-01-31T07:00:00.000Z
                p 0 1
                """);

        // When
        LedgerSnapshot read = LedgerSnapshot.read(file);

        // Then
        assertThat(read.isDated()).isTrue();
        assertThat(read.isSent("device-0001", 0, Instant.parse("2026-01-31T06:59:59.999Z")))
                .isTrue();
        assertThat(read.isSent("device-0001", 0, Instant.parse("2026-01-31T07:00:00.001Z")))
                .isFalse();
        assertThat(read.isSent("device-0001", 1, Instant.parse("2026-01-31T06:59:59.999Z")))
                .isFalse();
        assertThat(read.isSent("device-0001", 1, Instant.parse("2027-01-31T07:00:00Z"))).isTrue();
    }

    @Test
    void continuesALedgerThatDidNotSayWhenItsRunBegan() throws IOException {
        // Given
        Files.createDirectories(file.getParent());
        Files.writeString(file, "sluice-ledger 1\nd 0 device-0001\na 0 0\n");

        // When
        try (Ledger ledger = Ledger.open(file)) {
            ledger.acknowledged("device-0001", ledger.nextSeq("device-0001"));
        }

        // Then
        LedgerSnapshot read = LedgerSnapshot.read(file);
        assertThat(read.isDated()).isFalse();
        assertThat(read.isSent("device-0001", 0, Instant.EPOCH)).isTrue();
        assertThat(read.isSent("device-0001", 1, Instant.EPOCH)).isFalse();
    }

    @Test
    void ignoresATornLastLineAndCutsItOffBeforeGoingOn() throws IOException {
        // Given
        try (Ledger ledger = Ledger.open(file)) {
            ledger.published("device-0001", 0);
        }
        Files.writeString(file, "p 0 12", StandardOpenOption.APPEND);

        // When
        long sentWhileTorn = LedgerSnapshot.read(file).sent();
        try (Ledger ledger = Ledger.open(file)) {
            ledger.published("device-0001", ledger.nextSeq("device-0001"));
        }

        // Then
        assertThat(sentWhileTorn).isEqualTo(1);
        assertThat(LedgerSnapshot.read(file).isSent("device-0001", 1)).isTrue();
        assertThat(LedgerSnapshot.read(file).sent()).isEqualTo(2);
    }

    @Test
    void beginsAgainWhenEvenTheFirstLineWasTorn() throws IOException {
        // Given
        Files.createDirectories(file.getParent());
        Files.writeString(file, "sluice-le");

        // When
        try (Ledger ledger = Ledger.open(file)) {
            ledger.published("device-0001", 0);
        }

        // Then
        assertThat(LedgerSnapshot.read(file).sent()).isEqualTo(1);
    }

    @Test
    void refusesAFileThatIsSomethingElse() throws IOException {
        // Given
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not a ledger\n");

        // When // Then
        assertThatThrownBy(() -> Ledger.open(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("line 1 of " + file);
        assertThat(file).hasContent("not a ledger");
    }

    @Test
    void refusesASecondWriter() throws IOException {
        // Given
        try (Ledger first = Ledger.open(file)) {
            // When // Then
            assertThatThrownBy(() -> Ledger.open(file))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("another simulator writes to the ledger");
            first.flush();
        }
    }

    @Test
    void reachesTheFileWithoutBeingClosed() throws IOException {
        // Given
        try (Ledger ledger = Ledger.open(file)) {
            // When
            ledger.published("device-0001", 0);

            // Then
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> LedgerSnapshot.read(file).sent() == 1);
        }
    }

    @Test
    void keepsAnAccountWithoutAFile() {
        // Given
        try (Ledger ledger = Ledger.inMemory()) {
            // When
            ledger.acknowledged("device-0001", 0);

            // Then
            assertThat(ledger.nextSeq("device-0001")).isEqualTo(1);
            assertThat(ledger.snapshot().acknowledged()).isEqualTo(1);
        }
    }
}
