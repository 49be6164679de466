/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a process, in processes of their own. */
class TerminationIT {

    private static final int CODE = 3;

    @Test
    void endsTheProcessThoughAThreadLivesOnIfTheCommandItselfAskedForTheEnd() throws Exception {
        // Given, When
        Process process = started(AsksItself.class);

        // Then
        assertThat(exitCode(process)).isEqualTo(CODE);
    }

    @Test
    void endsWithTheCommandsCodeAtASignal() throws Exception {
        // Given
        Process process = started(WaitsForASignal.class);
        assertThat(process.inputReader().readLine()).isEqualTo("waiting");

        // When
        process.destroy();

        // Then
        assertThat(exitCode(process)).isEqualTo(CODE);
    }

    private static Process started(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void keepAThreadAlive() {
        new Thread(
                        () -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })
                .start();
    }

    /** Such as a gateway that the broker refuses, while the client's network thread lives on. */
    static final class AsksItself {
        public static void main(String[] args) throws InterruptedException {
            Termination termination = Termination.onSignal(Duration.ofSeconds(20));
            keepAThreadAlive();
            termination.request();
            termination.await();
            termination.finish(CODE);
        }
    }

    /** Such as a gateway that runs. */
    static final class WaitsForASignal {
        public static void main(String[] args) throws InterruptedException {
            Termination termination = Termination.onSignal(Duration.ofSeconds(20));
            keepAThreadAlive();
            System.out.println("waiting");
            termination.await();
            termination.finish(CODE);
        }
    }
}
