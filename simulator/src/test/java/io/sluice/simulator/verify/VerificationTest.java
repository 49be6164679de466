/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.ledger.Ledger;
import io.sluice.simulator.ledger.LedgerSnapshot;
import io.sluice.toolkit.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    @TempDir Path data;
    private static final Instant BEGUN = Instant.parse("2026-11-02T10:00:00.250Z");

    private final Ledger ledger = Ledger.inMemory(clock(BEGUN));

    @AfterEach
    void closeTheLedger() {
        ledger.close();
    }

    @Test
    void findsEverythingInLinesBackToBackAndCompressed() throws IOException {
        // Given
        acknowledged(6);
        object("b/2026/11/lines", reading(0) + "\n" + reading(1) + "\n");
        object("b/2026/11/back-to-back", reading(2) + reading(3));
        compressed("b/2026/11/compressed.gz", reading(4) + "\n");
        compressed("other/compressed-without-saying", reading(5) + "\n");

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report).isEqualTo(new VerificationReport(6, 6, 6, 0, 0, 0, 0, 4));
    }

    @Test
    void countsWhatIsMissingAndWhatIsThereTwice() throws IOException {
        // Given
        acknowledged(4);
        ledger.published("device-0001", 4);
        object("b/1", reading(0) + "\n" + reading(0) + "\n" + reading(1) + "\n");
        object("b/2", reading(0) + "\n");

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then: what was never acknowledged is not lost
        assertThat(report.sent()).isEqualTo(5);
        assertThat(report.acknowledged()).isEqualTo(4);
        assertThat(report.delivered()).isEqualTo(2);
        assertThat(report.lost()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(2);
        assertThat(report.isLossless()).isFalse();
    }

    @Test
    void countsAnUnacknowledgedReadingThatArrivedAsDelivered() throws IOException {
        // Given
        ledger.published("device-0001", 0);
        object("b/1", reading(0));

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.delivered()).isEqualTo(1);
        assertThat(report.lost()).isZero();
    }

    @Test
    void keepsForeignReadingsAndStrangeLinesApart() throws IOException {
        // Given
        acknowledged(2);
        object(
                "b/1",
                reading(0)
                        + "\nthis is not JSON\n{\"torn\":\n"
                        + reading(1)
                        + "\n{\"rawData\":\"eA==\"}\n[1]\n"
                        + "{\"device_id\":\"stranger\",\"seq\":0,\"ts\":\"2026-11-02T10:00:01.000Z\"}\n"
                        + reading(99)
                        + "\n");

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.delivered()).isEqualTo(1 + 1);
        assertThat(report.lost()).isZero();
        assertThat(report.foreign()).isEqualTo(2);
        assertThat(report.unrecognised()).isEqualTo(4);
    }

    @Test
    void countsAsForeignWhatAnEarlierRunOfTheSameDevicesHasLeft() throws IOException {
        // Given: the objects of this run are gone
        acknowledged(2);
        object("b/earlier", reading(0, BEGUN.minusMillis(1)) + reading(1, BEGUN.minusSeconds(60)));

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.delivered()).isZero();
        assertThat(report.lost()).isEqualTo(2);
        assertThat(report.duplicates()).isZero();
        assertThat(report.foreign()).isEqualTo(2);
    }

    @Test
    void takesAReadingOfTheMillisecondInWhichTheLedgerBegan() throws IOException {
        // Given: readings have milliseconds, the clock has more
        try (Ledger fine = Ledger.inMemory(clock(BEGUN.plusNanos(999_999)))) {
            fine.acknowledged("device-0001", 0);
            object("b/1", reading(0, BEGUN));

            // When
            VerificationReport report = Verification.of(fine, data).report();

            // Then
            assertThat(report.lost()).isZero();
        }
    }

    @Test
    void countsAsForeignWhatALaterRunWithAnotherLedgerHasLeft() throws IOException {
        // Given
        acknowledged(1);
        ledger.close();
        object("b/later", reading(0, BEGUN.plusSeconds(60)));

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.foreign()).isEqualTo(1);
    }

    @Test
    void findsTheReadingsOfEachRunOfALedgerThatWasContinued() throws IOException {
        // Given
        Path file = data.resolve("ledger");
        Instant second = BEGUN.plusSeconds(60);
        Instant third = BEGUN.plusSeconds(120);
        acknowledgeOneMore(file, BEGUN);
        acknowledgeOneMore(file, second);
        acknowledgeOneMore(file, third);
        object("b/1", reading(0, BEGUN) + reading(1, second));
        // a run with another ledger had a reading of this number, between these runs
        object("b/2", reading(2, BEGUN.plusSeconds(30)));

        // When
        VerificationReport report = Verification.of(LedgerSnapshot.read(file), data).report();

        // Then
        assertThat(report.acknowledged()).isEqualTo(3);
        assertThat(report.delivered()).isEqualTo(2);
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.foreign()).isEqualTo(1);
    }

    @Test
    void countsAsForeignAReadingThatDoesNotSayWhenItWasMeasured() throws IOException {
        // Given
        acknowledged(2);
        object(
                "b/1",
                "{\"device_id\":\"device-0001\",\"seq\":0}"
                        + "{\"device_id\":\"device-0001\",\"seq\":1,\"ts\":\"yesterday\"}");

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.lost()).isEqualTo(2);
        assertThat(report.foreign()).isEqualTo(2);
    }

    @Test
    void goesByDeviceAndNumberAloneWhereAnOlderLedgerDoesNotSayWhenItBegan() throws IOException {
        // Given
        Path file = data.resolve("ledger");
        Files.writeString(file, "sluice-ledger 1\nd 0 device-0001\na 0 0\n");
        object("b/1", reading(0, BEGUN));

        // When
        LedgerSnapshot old = LedgerSnapshot.read(file);
        VerificationReport report = Verification.of(old, data).report();

        // Then
        assertThat(old.isDated()).isFalse();
        assertThat(report.lost()).isZero();
    }

    @Test
    void readsADeviceAndNumberOnlyAtTheTopOfAReading() throws IOException {
        // Given
        acknowledged(1);
        object(
                "b/1",
                "{\"nested\":{\"device_id\":\"x\",\"seq\":5},\"seq\":0,\"device_id\":\"device-0001\",\"ts\":\"2026-11-02T10:00:01.000Z\"}");

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.delivered()).isEqualTo(1);
    }

    @Test
    void passesOverObjectsThatAreStillBeingWritten() throws IOException {
        // Given
        acknowledged(2);
        object("b/.half-written", reading(0));
        object(".staging/b/1", reading(1));

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.objects()).isZero();
        assertThat(report.lost()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAnObjectThatCannotBeRead() throws IOException {
        // Given
        acknowledged(1);
        byte[] whole = compress(reading(0));
        write("b/a-cut.gz", java.util.Arrays.copyOf(whole, whole.length / 2));
        object("b/b-whole", reading(0));

        // When
        VerificationReport report = Verification.of(ledger, data).report();

        // Then
        assertThat(report.lost()).isZero();
        assertThat(report.unrecognised()).isEqualTo(1);
    }

    @Test
    void readsOnlyNewObjectsWhenAskedAgain() throws IOException {
        // Given
        acknowledged(2);
        object("b/1", reading(0));
        Verification verification = Verification.of(ledger, data);
        verification.report();
        object("b/2", reading(1));

        // When
        VerificationReport second = verification.report();

        // Then
        assertThat(second.lost()).isZero();
        assertThat(second.duplicates()).isZero();
        assertThat(second.objects()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoDataDirectory() {
        // When // Then
        assertThatThrownBy(() -> Verification.of(ledger, data.resolve("none")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no data directory at");
    }

    private static void acknowledgeOneMore(Path file, Instant at) throws IOException {
        try (Ledger run = Ledger.open(file, clock(at))) {
            run.acknowledged("device-0001", run.nextSeq("device-0001"));
        }
    }

    private void acknowledged(int count) {
        for (int seq = 0; seq < count; seq++) {
            ledger.acknowledged("device-0001", seq);
        }
    }

    private static String reading(int seq) {
        return reading(seq, BEGUN.plusSeconds(1));
    }

    private static String reading(int seq, Instant at) {
        return "{\"device_id\":\"device-0001\",\"seq\":"
                + seq
                + ",\"ts\":\""
                + at
                + "\",\"temperature_c\":21.5}";
    }

    private static Clock clock(Instant at) {
        return Clock.fixed(at, ZoneOffset.UTC);
    }

    private void object(String key, String content) throws IOException {
        write(key, content.getBytes(StandardCharsets.UTF_8));
    }

    private void compressed(String key, String content) throws IOException {
        write(key, compress(content));
    }

    private static byte[] compress(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void write(String key, byte[] content) throws IOException {
        Path file = data.resolve("s3").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
