/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileQuarantineTest {

    private static final long ROOM = 1 << 20;
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir private Path directory;

    private static DeadLetter letter(String payload, MessageProperties properties) {
        return new DeadLetter(
                "telemetry",
                "sluice-telemetry",
                "too-large",
                "larger than \"all\"\nthe others",
                AT,
                "sensors/ü/\u0001",
                Qos.AT_LEAST_ONCE,
                true,
                properties,
                AT.minusSeconds(9),
                Payload.ofUtf8(payload));
    }

    private static DeadLetter letter(String payload) {
        return letter(payload, MessageProperties.NONE);
    }

    @Test
    void storesALetterOnceThoughTheSyncOfItsFolderFailedAtFirst() {
        // Given
        Deque<Boolean> syncs = new ArrayDeque<>(List.of(false, false, true));
        FileQuarantine quarantine =
                FileQuarantine.open(
                        directory.resolve("q"),
                        ROOM,
                        folder -> {
                            if (!syncs.pop()) {
                                throw new IOException("Input/output error");
                            }
                        });
        DeadLetter letter = letter("reading");

        // When
        assertThatThrownBy(() -> quarantine.store(letter))
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> quarantine.store(letter)).isInstanceOf(QuarantineException.class);
        quarantine.store(letter);

        // Then
        assertThat(syncs).isEmpty();
        assertThat(quarantine.ids()).hasSize(1);
        assertThat(quarantine.size()).isEqualTo(1);
        assertThat(quarantine.heldBytes()).isEqualTo(4096);
    }

    @Test
    void givesBackWhatWasStored() {
        // Given
        FileQuarantine quarantine = FileQuarantine.open(directory.resolve("q"), ROOM);
        DeadLetter full =
                letter(
                        "line one\nline two\n",
                        new MessageProperties(
                                true,
                                4_294_967_295L,
                                "application/json",
                                "answers/here",
                                Payload.of(new byte[] {0, -1, 10}),
                                List.of(
                                        new MessageProperties.UserProperty("a", "1"),
                                        new MessageProperties.UserProperty("a", "2"))));

        // When
        quarantine.store(full);
        quarantine.store(letter(""));

        // Then
        List<String> ids = quarantine.ids();
        assertThat(ids).hasSize(2).isSorted();
        assertThat(quarantine.find(ids.get(0))).contains(full);
        assertThat(quarantine.find(ids.get(1))).contains(letter(""));
    }

    @Test
    void survivesReopening() {
        // Given
        FileQuarantine before = FileQuarantine.open(directory, ROOM);
        before.store(letter("a"));
        before.store(letter("b"));

        // When
        FileQuarantine after = FileQuarantine.open(directory, ROOM);

        // Then
        assertThat(after.size()).isEqualTo(2);
        assertThat(after.heldBytes()).isEqualTo(before.heldBytes()).isEqualTo(2 * 4096);
        after.store(letter("c"));
        assertThat(after.ids()).hasSize(3);
        assertThat(after.ids().stream().map(id -> after.find(id).orElseThrow().payload()))
                .containsExactlyInAnyOrder(
                        Payload.ofUtf8("a"), Payload.ofUtf8("b"), Payload.ofUtf8("c"));
    }

    @Test
    void removesAtTheStartWhatACrashLeftHalfWritten() throws IOException {
        // Given
        FileQuarantine.open(directory, ROOM).store(letter("a"));
        Files.writeString(directory.resolve("20260102T030405678-000002.part"), "{\"vers");

        // When
        FileQuarantine quarantine = FileQuarantine.open(directory, ROOM);

        // Then
        assertThat(quarantine.size()).isEqualTo(1);
        assertThat(names()).hasSize(1).allMatch(name -> name.endsWith(".letter"));
    }

    @Test
    void refusesAboveItsBoundAndTakesAgainAfterAPurge() {
        // Given
        FileQuarantine quarantine = FileQuarantine.open(directory, 3 * 4096);
        quarantine.store(letter("a"));
        quarantine.store(letter("x".repeat(4096)));

        // When
        assertThatThrownBy(() -> quarantine.store(letter("c")))
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining("full (2 dead letters")
                .hasMessageContaining("dead-letters list");

        // Then
        assertThat(quarantine.delete(quarantine.ids().get(0))).isTrue();
        quarantine.store(letter("c"));
        assertThat(quarantine.size()).isEqualTo(2);
    }

    @Test
    void takesALetterThatIsLargerThanItsBoundAndNoneAfterIt() {
        // Given: one that is refused for ever would block its lane for ever
        FileQuarantine quarantine = FileQuarantine.open(directory, 8192);
        quarantine.store(letter("a"));

        // When
        quarantine.store(letter("x".repeat(10_000)));

        // Then
        assertThat(quarantine.size()).isEqualTo(2);
        assertThatThrownBy(() -> quarantine.store(letter("c")))
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining("full (2 dead letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "../secret",
                "../../etc/passwd",
                "/etc/passwd",
                "20260102T030405678-000001/../../secret",
                "20260102T030405678-000001.letter",
                "20260102T030405678-000001\u0000",
                "*"
            })
    void knowsNoLetterByAnIdThatIsNotOne(String id) throws IOException {
        // Given
        Path q = directory.resolve("q");
        FileQuarantine quarantine = FileQuarantine.open(q, ROOM);
        quarantine.store(letter("a"));
        Path secret = directory.resolve("secret.letter");
        Files.writeString(secret, "{}\n");

        // When
        boolean deleted = quarantine.delete(id);

        // Then
        assertThat(deleted).isFalse();
        assertThat(quarantine.find(id)).isEmpty();
        assertThat(secret).exists();
        assertThat(quarantine.size()).isEqualTo(1);
    }

    @Test
    void deletesOnce() {
        // Given
        FileQuarantine quarantine = FileQuarantine.open(directory, ROOM);
        quarantine.store(letter("a"));
        String id = quarantine.ids().get(0);

        // When
        boolean first = quarantine.delete(id);
        boolean second = quarantine.delete(id);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(quarantine.find(id)).isEmpty();
        assertThat(quarantine.heldBytes()).isZero();
        assertThat(quarantine.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no JSON\nx",
                "{}\n",
                "{\"version\":1}\n",
                "null\n",
                "{\"version\":1,\"quarantinedAt\":\"yesterday\"}\n"
            })
    void saysWhichLetterIsDamaged(String content) throws IOException {
        // Given
        FileQuarantine quarantine = FileQuarantine.open(directory, ROOM);
        String id = "20260102T030405678-000001";
        Files.writeString(directory.resolve(id + ".letter"), content);

        // When
        assertThatThrownBy(() -> quarantine.find(id))
                // Then
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining(id);
    }

    @Test
    void leavesNothingHalfWrittenWhenTheDiskRefuses() throws IOException {
        // Given
        FileQuarantine quarantine = FileQuarantine.open(directory, ROOM);
        // in the way of the rename, which a full or broken disk fails likewise
        Path inTheWay = directory.resolve("20260102T030405678-000002.letter");
        quarantine.store(letter("a"));
        Files.createSymbolicLink(inTheWay, directory.resolve("nowhere"));
        Files.delete(inTheWay);
        Files.createDirectories(directory.resolve("20260102T030405678-000002.part/in"));

        // When
        assertThatThrownBy(() -> quarantine.store(letter("b")))
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining("Cannot store a dead letter");

        // Then
        assertThat(quarantine.size()).isEqualTo(1);
        quarantine.store(letter("c"));
        assertThat(quarantine.size()).isEqualTo(2);
    }

    @Test
    void cannotBeOpenedWhereAFileIs() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "x");

        // When
        assertThatThrownBy(() -> FileQuarantine.open(file.resolve("q"), ROOM))
                // Then
                .isInstanceOf(QuarantineException.class)
                .hasMessageContaining("must be writable");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
