/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir private Path folder;

    @Test
    void replacesWhatWasThereAndLeavesNothingBeside() throws IOException {
        // Given
        Path file = folder.resolve("mode");
        AtomicFile.write(file, "a longer text");

        // When
        AtomicFile.write(file, "\u00fcber");

        // Then
        assertThat(file).content().isEqualTo("\u00fcber");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void leavesWhatWasThereIfItCannotWrite() throws IOException {
        // Given: what is written aside cannot be created
        Path file = folder.resolve("mode");
        AtomicFile.write(file, "before");
        Files.createDirectories(folder.resolve("mode.new"));

        // When
        assertThatThrownBy(() -> AtomicFile.write(file, "after")).isInstanceOf(IOException.class);

        // Then
        assertThat(file).content().isEqualTo("before");
    }
}
