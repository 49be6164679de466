/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir Path folder;

    @Test
    void isNeverPrinted() {
        // Given
        Secret secret = Secret.of("hush");

        // When
        String printed = secret.toString();

        // Then
        assertThat(printed).isEqualTo("****");
        assertThat(secret.reveal()).isEqualTo("hush");
    }

    @Test
    void losesOneLineEndThatAnEditorLeftInItsFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("secret"), " hush \n\r\n");

        // When
        Secret secret = Secret.readFrom(file);

        // Then
        assertThat(secret)
                .isEqualTo(Secret.of(" hush \n"))
                .hasSameHashCodeAs(Secret.of(" hush \n"));
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        // Given
        Path missing = folder.resolve("missing");

        // When / Then
        assertThatThrownBy(() -> Secret.readFrom(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
    }
}
