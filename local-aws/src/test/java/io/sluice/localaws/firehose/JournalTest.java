/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final JournalHeader OBJECT =
            new JournalHeader("lake", "a/b", Compression.UNCOMPRESSED);

    @TempDir private Path folder;

    @Test
    void givesBackTheObjectAndAllRecordsInOrder() throws IOException {
        Path file = written("one", "", "two");

        try (JournalReader reader = JournalReader.open(file)) {
            assertThat(reader.header()).isEqualTo(OBJECT);
            assertThat(reader.hasRecords()).isTrue();
        }
        assertThat(contentOf(file)).isEqualTo("onetwo");
    }

    @Test
    void cutsATornLastFrameWhereverItTore() throws IOException {
        byte[] whole = Files.readAllBytes(written("one", "two"));
        int last = whole.length - (8 + 12 + 4 + 3);

        for (int length = last; length < whole.length; length++) {
            Path torn = Files.write(folder.resolve("torn"), java.util.Arrays.copyOf(whole, length));
            assertThat(contentOf(torn)).as("cut at %d", length).isEqualTo("one");
        }
    }

    @Test
    void hasNoRecordsWhenItTearsBeforeTheFirstFrameIsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(written("one"));

        for (int length = 0; length < whole.length; length++) {
            Path torn = Files.write(folder.resolve("torn"), java.util.Arrays.copyOf(whole, length));
            try (JournalReader reader = JournalReader.open(torn)) {
                assertThat(reader.hasRecords()).as("cut at %d", length).isFalse();
            }
        }
    }

    @Test
    void doesNotTrustAFrameWithAFlippedBit() throws IOException {
        Path file = written("one", "two");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(contentOf(file)).isEqualTo("one");
    }

    @Test
    void servesManyWaitersAtOnce() throws Exception {
        // Given
        Journal journal = Journal.create(folder.resolve("many"), OBJECT);
        ExecutorService callers = Executors.newFixedThreadPool(8);

        // When
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(
                    callers.submit(
                            () -> {
                                long position;
                                synchronized (journal) {
                                    position =
                                            journal.append(
                                                    List.of("x".getBytes(UTF_8)), Instant.EPOCH);
                                }
                                journal.awaitDurable(position);
                                return null;
                            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        journal.seal();
        callers.shutdown();

        // Then
        assertThat(contentOf(folder.resolve("many"))).hasSize(200);
    }

    private Path written(String... records) throws IOException {
        Path file = folder.resolve("journal");
        Journal journal = Journal.create(file, OBJECT);
        for (String record : records) {
            journal.append(List.of(record.getBytes(UTF_8)), Instant.EPOCH);
        }
        journal.seal();
        return file;
    }

    private static String contentOf(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JournalReader reader = JournalReader.open(file)) {
            reader.copyRecords(out);
        }
        return out.toString(UTF_8);
    }
}
