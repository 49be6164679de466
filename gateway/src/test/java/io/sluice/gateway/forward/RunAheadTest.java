/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunAheadTest {

    @Test
    void letsNoBatchRunFurtherAheadOfTheOldestUnfinishedOneThanTheLimit() throws Exception {
        // Given: the oldest of three is not finished, the others are
        RunAhead runAhead = new RunAhead(3);
        long oldest = runAhead.begin();
        runAhead.finish(runAhead.begin());
        runAhead.finish(runAhead.begin());

        // When
        CompletableFuture<Long> fourth = new CompletableFuture<>();
        Thread beginner =
                new Thread(
                        () -> {
                            try {
                                fourth.complete(runAhead.begin());
                            } catch (InterruptedException e) {
                                fourth.completeExceptionally(e);
                            }
                        });
        beginner.start();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> beginner.getState() == Thread.State.WAITING);

        // Then
        assertThat(fourth).isNotDone();
        runAhead.finish(oldest);
        assertThat(fourth.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    }
}
