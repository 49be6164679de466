/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {

    @TempDir Path folder;

    @Test
    void hasTheseDefaults() {
        // When
        TlsConfig settings = RecordSettings.bind(TlsConfig.class, "");

        // Then
        assertThat(settings).isEqualTo(new TlsConfig(null, null, null, true));
        assertThat(settings.isDefault()).isTrue();
    }

    @Test
    void takesEveryKey() throws IOException {
        // Given
        Path ca = file("ca.pem");
        Path certificate = file("gateway.pem");
        Path key = file("gateway.key");
        String yaml =
                "{caFile: '%s', certificateFile: '%s', keyFile: '%s', verifyHostname: false}"
                        .formatted(ca, certificate, key);

        // When
        TlsConfig settings = RecordSettings.bind(TlsConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new TlsConfig(ca, certificate, key, false));
        assertThat(settings.isDefault()).isFalse();
        RecordSettings.assertEveryKeyDiffers(RecordSettings.bind(TlsConfig.class, ""), settings);
    }

    @Test
    void refusesFilesThatAreNotThere() {
        // Given
        Path missing = folder.resolve("missing.pem");

        // When
        var problems =
                RecordSettings.refusalsOf(
                        TlsConfig.class,
                        "{caFile: '%s', certificateFile: '%s', keyFile: '%s'}"
                                .formatted(missing, folder, missing));

        // Then
        String remedy =
                "; name a file that the gateway may read, from the working directory or with its"
                        + " full path (line 1)";
        assertThat(problems)
                .containsExactly(
                        "caFile: " + missing + " does not exist" + remedy,
                        "certificateFile: " + folder + " is not a file" + remedy,
                        "keyFile: " + missing + " does not exist" + remedy);
    }

    @Test
    void refusesACertificateWithoutItsKeyAndAKeyWithoutItsCertificate() throws IOException {
        // Given
        Path file = file("one.pem");

        // When
        var noKey = RecordSettings.refusalsOf(TlsConfig.class, "certificateFile: '" + file + "'");
        var noCertificate = RecordSettings.refusalsOf(TlsConfig.class, "keyFile: '" + file + "'");

        // Then
        assertThat(noKey)
                .containsExactly(
                        "keyFile: is missing, and certificateFile is set; set both or neither");
        assertThat(noCertificate)
                .containsExactly(
                        "certificateFile: is missing, and keyFile is set; set both or neither");
    }

    private Path file(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }
}
