/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static io.sluice.gateway.spool.Messages.message;
import static io.sluice.gateway.spool.Messages.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real directory, and what only a real directory can show. */
class FileSpoolTest extends SpoolContract {

    @TempDir Path directory;

    @Override
    protected Spool open(SpoolEvents events) {
        return FileSpool.open(settings(directory.resolve("spool")), events);
    }

    private static FileSpoolSettings settings(Path path) {
        return FileSpoolSettings.of(path, DataSize.ofMib(16));
    }

    @Test
    void aSecondGatewayOnTheDirectoryIsRefused() {
        // When / Then
        assertThatThrownBy(() -> open(SpoolEvents.NONE))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(
                        "Another gateway (pid " + ProcessHandle.current().pid() + ") is using");
    }

    @Test
    void theDirectoryIsFreeAgainAfterClosing() {
        // Given
        Path own = directory.resolve("own");
        FileSpool.open(settings(own), SpoolEvents.NONE).close();

        // When
        FileSpool again = FileSpool.open(settings(own), SpoolEvents.NONE);

        // Then
        assertThat(again.status().heldBytes()).isZero();
        again.close();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaidClearly() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        // When / Then
        assertThatThrownBy(() -> FileSpool.open(settings(file), SpoolEvents.NONE))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("Cannot use the spool directory " + file)
                .hasMessageContaining("it must be a directory that user");
    }

    @Test
    void keepsWhatWasNotReleasedOverARestart() throws InterruptedException {
        // Given
        Path own = directory.resolve("own");
        Receipts receipts = new Receipts();
        try (FileSpool spool = FileSpool.open(settings(own), SpoolEvents.NONE)) {
            SpoolCursor cursor = spool.cursor("lane");
            spool.append(message("a", receipts.of("a")));
            spool.append(message("b", receipts.of("b")));
            cursor.release(read(cursor, 2).get(0).end());
        }

        // When
        try (FileSpool spool = FileSpool.open(settings(own), SpoolEvents.NONE)) {

            // Then
            assertThat(spool.lanesBehind()).containsExactly("lane");
            assertThat(Messages.texts(spool.cursor("lane").read(1_000, Duration.ZERO)))
                    .containsExactly("b");
        }
    }

    @Test
    void takesTheLargestTopicAndLargePayloads() {
        // Given
        Path own = directory.resolve("own");
        String topic = "t".repeat(65_535);
        byte[] large = new byte[5_000_000];
        large[4_999_999] = 7;
        try (FileSpool spool = FileSpool.open(settings(own), SpoolEvents.NONE)) {
            SpoolCursor cursor = spool.cursor("lane");

            // When
            for (Payload payload : List.of(Payload.of(large), Payload.EMPTY)) {
                spool.append(
                        new InboundMessage(
                                topic,
                                payload,
                                Qos.AT_LEAST_ONCE,
                                false,
                                MessageProperties.NONE,
                                Messages.RECEIVED_AT,
                                Receipt.NONE));
            }

            // Then
            List<SpooledMessage> read = read(cursor, 2);
            assertThat(read.get(0).topic()).isEqualTo(topic);
            assertThat(read.get(0).payload()).isEqualTo(Payload.of(large));
            assertThat(read.get(1).payload().size()).isZero();
        }
    }

    @Test
    void refusesATopicThatMqttCannotCarry() {
        // Given
        try (Spool spool = FileSpool.open(settings(directory.resolve("own")), SpoolEvents.NONE)) {
            InboundMessage message =
                    new InboundMessage(
                            "ä".repeat(40_000),
                            Payload.EMPTY,
                            Qos.AT_LEAST_ONCE,
                            false,
                            MessageProperties.NONE,
                            Messages.RECEIVED_AT,
                            Receipt.NONE);

            // When / Then
            assertThatThrownBy(() -> spool.append(message))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65,535");
        }
    }

    @Test
    void settingsSayWhatIsOutOfRange() {
        assertThatThrownBy(() -> FileSpoolSettings.of(directory, DataSize.ofKib(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBytes: 4KiB is below two segments");
    }
}
