/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeathsTest {

    private final Deaths deaths = new Deaths();

    @Test
    void tellsOfAThreadThatDied() throws Exception {
        // Given
        Thread thread =
                new Thread(
                        () -> {
                            throw new IllegalStateException("no such state");
                        },
                        "stage-one");
        thread.setUncaughtExceptionHandler(deaths);

        // When
        thread.start();
        thread.join();

        // Then
        assertThat(deaths.causes())
                .containsExactly(
                        "thread stage-one died (java.lang.IllegalStateException: no such state); restart the gateway");
    }

    @Test
    void hearsOfATaskWhoseExecutorKeepsFailuresToItself() {
        // Given
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "periodic");
                            thread.setUncaughtExceptionHandler(deaths);
                            return thread;
                        });
        try {
            // When
            executor.scheduleWithFixedDelay(
                    Deaths.unsilenced(
                            () -> {
                                throw new StackOverflowError("too deep");
                            }),
                    0,
                    1,
                    TimeUnit.MILLISECONDS);

            // Then
            await().untilAsserted(
                            () ->
                                    assertThat(deaths.causes())
                                            .containsExactly(
                                                    "thread periodic died (java.lang.StackOverflowError: too deep); restart the gateway"));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void remembersNoMoreThanAFew() {
        // When
        for (int i = 0; i < 100; i++) {
            deaths.uncaughtException(Thread.currentThread(), new Error("again"));
        }

        // Then
        assertThat(deaths.causes()).hasSize(20);
    }
}
