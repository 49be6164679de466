/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeFileTest {

    @TempDir Path folder;

    @Test
    void goesByTheConfigurationAtFirst() {
        assertThat(new ModeFile(folder, Mode.IOT_RULE).read()).isEqualTo(Mode.IOT_RULE);
    }

    @Test
    void keepsWhatWasChosenOverARestart() throws IOException {
        // Given
        new ModeFile(folder, Mode.DIRECT).write(Mode.IOT_RULE);

        // When
        Mode read = new ModeFile(folder, Mode.DIRECT).read();

        // Then
        assertThat(read).isEqualTo(Mode.IOT_RULE);
    }

    @Test
    void goesByAConfigurationThatHasChangedSince() throws IOException {
        // Given
        new ModeFile(folder, Mode.IOT_RULE).write(Mode.IOT_RULE);

        // When
        Mode read = new ModeFile(folder, Mode.DIRECT).read();

        // Then
        assertThat(read).isEqualTo(Mode.DIRECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"mode\":\"sideways\",\"configured\":\"direct\"}"})
    void goesByTheConfigurationIfTheFileIsDamaged(String content) throws IOException {
        // Given
        Files.writeString(folder.resolve("mode.json"), content);

        // When
        Mode read = new ModeFile(folder, Mode.DIRECT).read();

        // Then
        assertThat(read).isEqualTo(Mode.DIRECT);
    }

    @Test
    void isNotDisturbedByAWriteThatACrashCutShort() throws IOException {
        // Given
        new ModeFile(folder, Mode.DIRECT).write(Mode.IOT_RULE);
        Files.writeString(folder.resolve("mode.json.new"), "{\"mo");

        // When
        Mode read = new ModeFile(folder, Mode.DIRECT).read();

        // Then
        assertThat(read).isEqualTo(Mode.IOT_RULE);
    }

    @Test
    void saysThatItCannotBeStored() {
        // Given
        ModeFile file = new ModeFile(folder.resolve("not-there"), Mode.DIRECT);

        // When
        assertThatThrownBy(() -> file.write(Mode.IOT_RULE))
                // Then
                .isInstanceOf(IOException.class);
    }
}
