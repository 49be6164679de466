/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSlotsTest {

    private final CallSlots slots = new CallSlots(1);
    private final CallSlots.LaneCalls one = slots.ofLane(4);
    private final CallSlots.LaneCalls other = slots.ofLane(4);
    private Thread waiting = new Thread(() -> {});

    @AfterEach
    void tidy() throws InterruptedException {
        waiting.interrupt();
        waiting.join();
    }

    @Test
    void aLaneHasOneCallWhateverTheOthersHave() throws InterruptedException {
        // Given
        one.begin();
        one.begin();

        // When
        other.begin();

        // Then
        assertThat(beginning(other)).isNotDone();
    }

    @Test
    void aFurtherCallOfOneLaneMakesRoomForOneOfAnother() throws InterruptedException {
        // Given
        one.begin();
        one.begin();
        other.begin();
        CompletableFuture<Void> further = beginning(other);

        // When
        one.end();

        // Then
        assertThat(further).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aLanesOnlyCallGivesNoSlotBackWhenItEnds() throws InterruptedException {
        // Given
        one.begin();
        one.end();
        one.begin();
        one.begin();
        other.begin();

        // Then
        assertThat(beginning(other)).isNotDone();
    }

    @Test
    void aLaneThatIsClosedLeavesItsSlotsToTheOthers() throws InterruptedException {
        // Given
        one.begin();
        one.begin();
        other.begin();
        CompletableFuture<Void> further = beginning(other);

        // When
        one.giveUp();
        one.end(); // of a call that came to its end after all

        // Then
        assertThat(further).succeedsWithin(Duration.ofSeconds(10));
        waiting.join();
        assertThat(beginning(other)).isNotDone();
    }

    @Test
    void aLaneHasNoMoreThanItMayHave() throws InterruptedException {
        // Given
        CallSlots.LaneCalls narrow = new CallSlots(10).ofLane(2);
        narrow.begin();
        narrow.begin();
        CompletableFuture<Void> third = beginning(narrow);

        // When
        narrow.end();

        // Then
        assertThat(third).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aQuarterOfTheHeapHoldsWhatIsUnderWay() throws InterruptedException {
        // Given
        CallSlots.LaneCalls lane = CallSlots.within(256L << 20, 14, 1L << 20).ofLane(64);

        // When
        lane.begin();
        lane.begin();
        lane.begin();

        // Then
        assertThat(beginning(lane)).isNotDone();
    }

    /** Looked at when it waits or has begun. */
    private CompletableFuture<Void> beginning(CallSlots.LaneCalls lane) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        waiting =
                new Thread(
                        () -> {
                            try {
                                lane.begin();
                                begun.complete(null);
                            } catch (InterruptedException e) {
                                begun.completeExceptionally(new CompletionException(e));
                            }
                        });
        waiting.start();
        await().until(() -> begun.isDone() || waiting.getState() == Thread.State.WAITING);
        return begun;
    }
}
