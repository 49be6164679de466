/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static io.sluice.gateway.spool.Messages.message;
import static io.sluice.gateway.spool.Messages.read;
import static io.sluice.gateway.spool.Messages.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.toolkit.DataSize;
import org.junit.jupiter.api.Test;

class MemorySpoolTest extends SpoolContract {

    private final Receipts receipts = new Receipts();

    @Override
    protected Spool open(SpoolEvents events) {
        return new MemorySpool(DataSize.ofMib(2), events);
    }

    @Test
    void settlesNothingBeforeEveryLaneHasReleasedIt() {
        // Given
        try (Spool spool = open(events)) {
            SpoolCursor fast = spool.cursor("fast");
            SpoolCursor slow = spool.cursor("slow");
            spool.append(message("a", receipts.of("a")));
            spool.append(message("b", receipts.of("b")));

            // When
            fast.release(read(fast, 2).get(1).end());
            slow.release(read(slow, 1).get(0).end());
            slow.close();

            // Then
            assertThat(receipts.settled()).containsExactly("a");
            assertThat(spool.status().unsettledMessages()).isEqualTo(1);
        }
    }

    @Test
    void settlesNothingWithoutALane() {
        // Given
        try (Spool spool = open(events)) {

            // When
            spool.append(message("a", receipts.of("a")));

            // Then
            assertThat(receipts.settled()).isEmpty();
        }
    }

    @Test
    void dropsQos0AboveTheBoundAndTakesQos1() {
        // Given
        try (Spool spool = new MemorySpool(DataSize.ofBytes(1_000), events)) {
            SpoolCursor cursor = spool.cursor("lane");
            spool.append(message("x".repeat(800), Qos.AT_MOST_ONCE, Receipt.NONE));

            // When
            spool.append(message("dropped".repeat(20), Qos.AT_MOST_ONCE, Receipt.NONE));
            spool.append(message("kept".repeat(20), receipts.of("kept")));

            // Then
            assertThat(events.told()).containsExactlyInAnyOrder("dropped", "paused");
            assertThat(spool.status().pausedBecause()).contains("behind");
            assertThat(texts(read(cursor, 2)).get(1)).startsWith("kept");
            cursor.release(cursor.position());
            assertThat(events.told()).contains("resumed");
            assertThat(receipts.settled()).containsExactly("kept");
        }
    }
}
