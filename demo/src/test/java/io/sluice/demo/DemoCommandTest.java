/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

    @TempDir Path folder;

    @Test
    void saysWhichModesThereAre() {
        // Given, When
        Run run = Run.of("demo", "--mode", "sideways");

        // Then
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no mode 'sideways'; there are direct and iot-rule")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mode=both",
                "--devices=0",
                "--devices=many",
                "--interval=0s",
                "--interval=often",
                "--ports=some",
                "--durability=none",
                "--payload-bytes=-1"
            })
    void refusesWhatMakesNoSense(String option) {
        // Given, When
        Run run = Run.of("demo", "--ports=auto", "--data=" + folder.resolve("d"), option);

        // Then
        assertThat(run.code()).isEqualTo(2);
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void saysThatTheDataDirectoryCannotBeWritten() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When
        Run run = Run.of("demo", "--data", file.resolve("below").toString());

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(file.toString()).contains("--data").hasLineCount(1);
    }

    @Test
    void looksAtTheReportBeforeItStartsAnything() {
        // Given
        Path report = folder.resolve("missing").resolve("report.json");

        // When
        Run run =
                Run.of(
                        "demo",
                        "--ports=auto",
                        "--data=" + folder.resolve("d"),
                        "--report=" + report);

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(report.toString()).hasLineCount(1);
        assertThat(folder.resolve("d")).isEmptyDirectory();
    }

    @Test
    void namesTheWayOutWhenAPortIsInUse() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            Throwable failure =
                    org.assertj.core.api.Assertions.catchThrowable(
                            () -> DemoPorts.requireFree(taken.getLocalPort(), "the broker"));

            // Then
            assertThat(failure)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for the broker")
                    .hasMessageContaining("--ports auto");
        }
    }

    @Test
    void listsAllCommands() {
        // Given, When
        Run run = Run.of("--help");

        // Then
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("demo", "run", "simulate", "verify", "local-aws")
                .contains("mode", "status", "check", "dead-letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "demo --version", "run --version", "simulate --version"})
    void saysItsVersion(String arguments) {
        // Given, When
        Run run = Run.of(arguments.split(" ", -1));

        // Then
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("sluice \\d+\\.\\d+\\.\\d+\\S*\\R");
    }
}
