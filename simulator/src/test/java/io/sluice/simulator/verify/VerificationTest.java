/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    @TempDir Path data;
    private final Ledger ledger = Ledger.inMemory();

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
                        + "{\"device_id\":\"stranger\",\"seq\":0}\n"
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
    void readsADeviceAndNumberOnlyAtTheTopOfAReading() throws IOException {
        // Given
        acknowledged(1);
        object(
                "b/1",
                "{\"nested\":{\"device_id\":\"x\",\"seq\":5},\"seq\":0,\"device_id\":\"device-0001\"}");

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

    private void acknowledged(int count) {
        for (int seq = 0; seq < count; seq++) {
            ledger.acknowledged("device-0001", seq);
        }
    }

    private static String reading(int seq) {
        return "{\"device_id\":\"device-0001\",\"seq\":" + seq + ",\"temperature_c\":21.5}";
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
