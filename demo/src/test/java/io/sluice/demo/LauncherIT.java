/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with the jars of this build in place of its own build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final Path SCRIPT = Path.of("..", "sluice");

    @TempDir Path folder;
    private Path elsewhere;
    private Path link;

    @BeforeEach
    void checkOut() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("check out"));
        Path launcher =
                Files.copy(
                        SCRIPT,
                        checkout.resolve("sluice"),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path target = checkout.resolve("demo").resolve("target").resolve("launcher");
        Path jars = Files.createDirectories(target.resolve("lib-test"));
        Files.writeString(target.resolve("sluice-built"), "lib-test\n");
        boolean packaged = false;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
                packaged |= jar.getFileName().toString().startsWith("sluice-demo");
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        Assumptions.assumeTrue(packaged, "runs against the packaged demo only");
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        link = Files.createSymbolicLink(elsewhere.resolve("sluice"), launcher);
    }

    @Test
    void runsThroughALinkFromAnotherFolder() throws Exception {
        // Given
        List<String> arguments = List.of("--version");

        // When
        Ended ended = launch(arguments);

        // Then
        assertThat(ended.output()).matches("sluice \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(ended.code()).isZero();
    }

    @Test
    void saysWhichCommandsThereAreToSomebodyWhoNamesAnother() throws Exception {
        // Given
        List<String> arguments = List.of("fly");

        // When
        Ended ended = launch(arguments);

        // Then
        assertThat(ended.output()).contains("unknown command 'fly'", "demo", "run").hasLineCount(1);
        assertThat(ended.code()).isEqualTo(2);
    }

    private Ended launch(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of(link.toString()), arguments.stream())
                                        .toList())
                        .directory(elsewhere.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("SLUICE_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ended(int code, String output) {}
}
