/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static io.sluice.gateway.spool.Messages.message;
import static io.sluice.gateway.spool.Messages.read;
import static io.sluice.gateway.spool.Messages.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the spool does while the disk is full, refuses or lies. */
class FileSpoolFaultTest {

    private final FaultyFileStore disk = new FaultyFileStore();
    private final SpoolRun run = new SpoolRun(disk);

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void doesNotSettleBeforeASyncThatWorked() {
        // Given
        run.store("before");
        disk.failForces(3);

        // When
        run.append("a");
        run.append("b");
        run.awaitSettled();

        // Then: written three times in vain, and found once
        assertThat(run.receipts.settled()).containsExactly("before", "a", "b");
        assertThat(texts(read(run.cursor, 3))).containsExactly("before", "a", "b");
        run.events.awaitTold("resumed");
        assertThat(run.events.told()).containsExactly("paused", "resumed");
    }

    @Test
    void neverTrustsAFileWhoseSyncHasFailed() {
        // Given
        run.store("before");
        disk.failForces(1);
        run.store("a");

        // When: the pages of the failed sync never reached the disk
        FaultyFileStore left = disk.afterPowerCut(new Random(1));

        // Then
        try (SpoolRun next = new SpoolRun(left)) {
            assertThat(next.readAll()).containsExactly("before", "a");
        }
    }

    @Test
    void writesAgainWhatWasTorn() {
        // Given
        run.store("before");
        disk.failWrites(2);

        // When
        run.store("a");

        // Then
        assertThat(texts(read(run.cursor, 2))).containsExactly("before", "a");
        run.events.awaitTold("resumed");
        assertThat(run.events.told()).containsExactly("paused", "resumed");
    }

    @Test
    void goesOnByItselfWhenAFullDiskIsFreed() {
        // Given
        run.store("before");
        disk.leaveFree(10);

        // When
        run.append("a");
        run.events.awaitTold("paused");

        // Then
        assertThat(run.spool.status().pausedBecause()).contains("No space left on device");
        assertThat(run.receipts.settled()).containsExactly("before");
        disk.leaveFree(Long.MAX_VALUE);
        run.awaitSettled();
        run.events.awaitTold("resumed");
        assertThat(run.spool.status().pausedBecause()).isNull();
    }

    @Test
    void goesOnByItselfWhenAReadOnlyDiskIsWritableAgain() {
        // Given
        run.store("before");
        disk.remount(true);

        // When
        run.append("a");
        run.events.awaitTold("paused");
        disk.remount(false);

        // Then
        run.awaitSettled();
        assertThat(texts(read(run.cursor, 2))).containsExactly("before", "a");
    }

    @Test
    void atTheBoundItWaitsAndGoesOnWhenReadingsHaveLeft() {
        // Given
        List<String> texts =
                IntStream.range(0, 100).mapToObj(i -> i + "-" + "x".repeat(1_000)).toList();

        // When
        texts.forEach(run::append);
        run.events.awaitTold("paused");

        // Then
        SpoolStatus full = run.spool.status();
        assertThat(full.pausedBecause()).contains("full");
        assertThat(full.heldBytes()).isLessThanOrEqualTo(full.maxBytes());
        assertThat(full.unsettledMessages()).isPositive();
        for (int i = 0; i < texts.size(); i++) {
            SpooledMessage next = read(run.cursor, 1).get(0);
            assertThat(Messages.text(next)).isEqualTo(texts.get(i));
            run.cursor.release(next.end());
        }
        assertThat(run.receipts.settled()).isEqualTo(texts);
        assertThat(run.events.told()).contains("resumed");
        assertThat(run.spool.status().heldBytes()).isLessThan(8_192);
    }

    @Test
    void aMessageLargerThanTheBoundIsTakenAlone() {
        // Given
        run.store("before");

        // When
        run.append("y".repeat(200_000));
        run.append("after");
        SpooledMessage before = read(run.cursor, 1).get(0);
        run.cursor.release(before.end());

        // Then
        SpooledMessage large = read(run.cursor, 1).get(0);
        assertThat(large.payload().size()).isEqualTo(200_000);
        run.cursor.release(large.end());
        assertThat(texts(read(run.cursor, 1))).containsExactly("after");
    }

    @Test
    void dropsQos0OnlyAboveItsBoundWhileTheDiskRefuses() {
        // Given
        disk.remount(true);
        run.append("first");
        run.events.awaitTold("paused");

        // When
        for (int i = 0; i < 5; i++) {
            run.spool.append(message("z".repeat(2_000), Qos.AT_MOST_ONCE, Receipt.NONE));
        }
        run.append("last");

        // Then
        assertThat(run.events.told()).containsExactly("paused", "dropped");
        disk.remount(false);
        List<SpooledMessage> kept = read(run.cursor, 6);
        assertThat(Messages.text(kept.get(5))).isEqualTo("last");
    }

    @Test
    void closingWithADiskThatRefusesEndsAndSettlesNothing() {
        // Given
        disk.remount(true);
        run.append("a");
        run.events.awaitTold("paused");

        // When
        run.close();

        // Then
        assertThat(run.receipts.settled()).isEmpty();
    }

    @Test
    void closingWritesWhatWasAppended() {
        // Given
        for (int i = 0; i < 500; i++) {
            run.append("" + i);
        }

        // When
        run.close();

        // Then
        assertThat(run.receipts.settled()).hasSize(500);
    }

    @Test
    void syncsOnceForManyAppendsThatCameWhileTheDiskWasBusy() {
        // Given
        run.store("warm");
        int before = disk.forces();

        // When
        for (int i = 0; i < 1_000; i++) {
            run.append("" + i);
        }
        run.awaitSettled();

        // Then
        assertThat(disk.forces() - before).isLessThan(500);
    }

    @Test
    void whatWasReleasedIsDeletedEvenIfItIsTheNewestSegment() {
        // Given
        for (int i = 0; i < 3; i++) {
            run.store(i + "x".repeat(1_000));
        }

        // When
        read(run.cursor, 3);
        run.cursor.release(run.cursor.position());

        // Then
        await().until(() -> disk.segments().isEmpty());
        run.store("next");
        assertThat(texts(read(run.cursor, 1))).containsExactly("next");
    }

    @Test
    void aForgottenLaneGivesItsSegmentsBack() {
        // Given
        SpoolCursor slow = run.spool.cursor("slow");
        for (int i = 0; i < 12; i++) {
            run.store(i + "x".repeat(1_000));
        }
        read(run.cursor, 12);
        run.cursor.release(run.cursor.position());
        int held = disk.segments().size();
        slow.close();

        // When
        run.spool.forget("slow");

        // Then
        await().until(() -> disk.segments().size() < held && disk.segments().size() <= 1);
    }
}
