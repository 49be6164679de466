/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help that the launcher gives by itself, in a checkout where nothing is built. */
@DisabledOnOs(OS.WINDOWS)
class LauncherHelpTest {

    @TempDir Path checkout;

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void listsTheCommandsAsTheyListThemselvesWithoutABuildOrAJdk(String argument)
            throws IOException, InterruptedException {
        // Given
        Path launcher =
                Files.copy(
                        Path.of("..", "sluice"),
                        checkout.resolve("sluice"),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        if (!argument.isEmpty()) {
            command.add(argument);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", checkout.resolve("none").toString());

        // When
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output).isEqualTo(Run.of("--help").out());
        assertThat(checkout).isDirectoryNotContaining("glob:**target");
    }
}
