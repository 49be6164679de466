/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalIT {

    @TempDir Path folder;

    @Test
    void bringsAReadingAllTheWayAndEnds() throws Exception {
        // Given
        Path log = folder.resolve("log");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rehearsal.class.getName(),
                        folder.toString());

        // When
        Process rehearsal =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();

        // Then
        try {
            assertThat(rehearsal.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(rehearsal.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("subscribed", "gateway stopped");
        } finally {
            rehearsal.destroyForcibly();
        }
    }
}
