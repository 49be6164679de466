/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.toolkit.LongLivedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {

    @TempDir Path libraries;

    @Test
    void startsAsTheLauncherDoes() {
        // When
        List<String> command = of();

        // Then
        assertThat(command)
                .containsAll(LongLivedJvm.options())
                .endsWith("-cp", classPath(), JavaCommandTest.class.getName(), "run")
                .contains("-Xmx64m")
                .noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void usesTheArchiveOfClassesThatTheLauncherHasLeftBesideTheJars() throws IOException {
        // Given
        Path archive = Files.createFile(libraries.resolve("processes.jsa"));

        // When
        List<String> command = of();

        // Then
        assertThat(command).contains("-XX:SharedArchiveFile=" + archive);
    }

    private List<String> of() {
        return JavaCommand.of(classPath(), "64m", List.of(), JavaCommandTest.class, "run");
    }

    private String classPath() {
        return libraries.resolve("a.jar") + File.pathSeparator + libraries.resolve("b.jar");
    }
}
