/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamProbeTest {

    private final StreamProbe probe = new StreamProbe();

    @Test
    void letsAllTryWhileThereAreAnswers() throws Exception {
        // Given
        StreamProbe.Turn first = probe.turn();
        StreamProbe.Turn second = probe.turn();

        // When
        first.await();
        second.await();
        first.ended(true);

        // Then
        first.await();
    }

    @Test
    void letsOneTryWhileThereIsNoAnswerAndAllOnceThereIs() throws Exception {
        // Given
        StreamProbe.Turn probing = probe.turn();
        probing.await();
        probing.ended(false);
        probing.await();

        // When
        Waiting waiting = new Waiting(probe.turn());
        probing.ended(false);
        probing.await();

        // Then
        assertThat(waiting.mayTry()).isNotDone();
        probing.ended(true);
        assertThat(waiting.mayTry().get(10, SECONDS)).isTrue();
    }

    @Test
    void letsAnotherOneTryWhenTheOneThatDidIsGone() throws Exception {
        // Given
        StreamProbe.Turn probing = probe.turn();
        probing.ended(false);
        probing.await();
        Waiting waiting = new Waiting(probe.turn());

        // When
        probing.close();

        // Then
        assertThat(waiting.mayTry().get(10, SECONDS)).isTrue();
        assertThat(new Waiting(probe.turn()).mayTry()).isNotDone();
    }

    /** A sender on a thread of its own that is known to wait, or to have gone on. */
    private static final class Waiting {

        private final CompletableFuture<Boolean> mayTry = new CompletableFuture<>();

        Waiting(StreamProbe.Turn turn) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    turn.await();
                                    mayTry.complete(true);
                                } catch (InterruptedException e) {
                                    mayTry.completeExceptionally(e);
                                }
                            });
            thread.setDaemon(true);
            thread.start();
            await().until(
                            () ->
                                    thread.getState() == Thread.State.WAITING
                                            || thread.getState() == Thread.State.TERMINATED);
        }

        CompletableFuture<Boolean> mayTry() {
            return mayTry;
        }
    }
}
