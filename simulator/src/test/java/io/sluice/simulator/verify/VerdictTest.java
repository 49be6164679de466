/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.ledger.Ledger;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path data;
    private final Ledger ledger = Ledger.inMemory();
    private final AtomicInteger waits = new AtomicInteger();

    @BeforeEach
    void acknowledgeOne() {
        ledger.acknowledged("device-0001", 0);
    }

    @AfterEach
    void closeTheLedger() {
        ledger.close();
    }

    @Test
    void doesNotWaitWhenNothingMoreCanCome() throws Exception {
        // Given
        Files.createFile(data.resolve("local-aws.lock"));

        // When
        VerificationReport report =
                verdict(Termination.manual()).await(LONG, waits::incrementAndGet);

        // Then
        assertThat(report.lost()).isEqualTo(1);
        assertThat(waits).hasValue(0);
    }

    @Test
    void waitsForWhatIsStillInAJournal() throws Exception {
        // Given
        Path journal = data.resolve("firehose/stream/0.journal");
        Files.createDirectories(journal.getParent());
        Files.writeString(journal, "accepted");

        // When
        VerificationReport report = verdict(Termination.manual()).await(LONG, this::deliver);

        // Then
        assertThat(report.lost()).isZero();
        assertThat(waits).hasValue(1);
    }

    @Test
    void waitsWhileALocalAwsIsAliveUntilTheTimeIsUp() throws Exception {
        // Given
        try (FileChannel channel =
                        FileChannel.open(
                                data.resolve("local-aws.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();

            // When
            VerificationReport report =
                    verdict(Termination.manual())
                            .await(Duration.ofMillis(50), waits::incrementAndGet);

            // Then
            assertThat(report.lost()).isEqualTo(1);
            assertThat(waits).hasValue(1);
        }
    }

    @Test
    void stopsWaitingWhenToldTo() throws Exception {
        // Given
        Files.createDirectories(data.resolve("firehose/stream"));
        Files.writeString(data.resolve("firehose/stream/0.journal"), "accepted");
        Termination termination = Termination.manual();

        // When
        VerificationReport report = verdict(termination).await(LONG, termination::request);

        // Then
        assertThat(report.lost()).isEqualTo(1);
    }

    private Verdict verdict(Termination termination) {
        return new Verdict(Verification.of(ledger, data), data, termination);
    }

    private void deliver() {
        waits.incrementAndGet();
        try {
            Files.createDirectories(data.resolve("s3/bucket"));
            Files.writeString(
                    data.resolve("s3/bucket/object"),
                    "{\"device_id\":\"device-0001\",\"seq\":0,\"ts\":\"" + Instant.now() + "\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
