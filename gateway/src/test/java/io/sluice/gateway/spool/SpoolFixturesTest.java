/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spools that format 1 has written once: every later gateway reads them. The files stay as they
 * are; a new format gets a folder of its own.
 */
class SpoolFixturesTest {

    @TempDir Path directory;

    @Test
    void readsACleanSpool() throws IOException {
        // When
        List<SpooledMessage> messages = readCopyOf("clean", List.of());

        // Then
        assertThat(Messages.texts(messages)).containsExactly("{\"t\":1}", "", "{\"t\":3}");
        SpooledMessage rich = messages.get(2);
        assertThat(rich.topic()).isEqualTo("sensors/grün/telemetry");
        assertThat(rich.qos()).isEqualTo(Qos.EXACTLY_ONCE);
        assertThat(rich.retained()).isTrue();
        assertThat(rich.receivedAt()).isEqualTo(Messages.RECEIVED_AT);
        assertThat(rich.properties())
                .isEqualTo(
                        new MessageProperties(
                                true,
                                60L,
                                "application/json",
                                "answers",
                                Payload.ofUtf8("7"),
                                List.of(new UserProperty("site", "berlin"))));
        assertThat(messages.get(0).properties()).isEqualTo(MessageProperties.NONE);
        assertThat(messages.get(0).topic()).isEqualTo("sensors/a/telemetry");
    }

    @Test
    void readsASpoolWithATornTail() throws IOException {
        assertThat(Messages.texts(readCopyOf("torn-tail", List.of())))
                .containsExactly("{\"t\":1}", "");
    }

    @Test
    void readsASpoolWithAFlippedBit() throws IOException {
        assertThat(Messages.texts(readCopyOf("bit-flip", List.of("damaged"))))
                .containsExactly("{\"t\":1}", "{\"t\":3}");
    }

    @Test
    void readsASpoolWithAnEmptyLastSegment() throws IOException {
        assertThat(Messages.texts(readCopyOf("empty-tail", List.of())))
                .containsExactly("{\"t\":1}", "", "{\"t\":3}");
    }

    private List<SpooledMessage> readCopyOf(String name, List<String> expectedEvents)
            throws IOException {
        copy(fixture(name), directory);
        RecordedEvents events = new RecordedEvents();
        FileSpoolSettings settings = FileSpoolSettings.of(directory, DataSize.ofMib(1));
        try (FileSpool spool = FileSpool.open(settings, events)) {
            List<SpooledMessage> messages = Messages.readAll(spool.cursor("lane"));
            assertThat(events.told()).isEqualTo(expectedEvents);
            return messages;
        }
    }

    private static Path fixture(String name) {
        URL url = SpoolFixturesTest.class.getResource("/spool/v1/" + name);
        try {
            return Path.of(Objects.requireNonNull(url, name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(name, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
    }
}
