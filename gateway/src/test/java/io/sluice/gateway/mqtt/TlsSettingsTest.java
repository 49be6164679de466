/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {

    @TempDir private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void trustsTheRuntimesAuthoritiesUnlessToldOtherwise() {
        // When
        var settings = TlsSettings.of(new TlsConfig(null, null, null, true), "source.tls");

        // Then
        assertThat(settings.getTrustManagerFactory()).isEmpty();
        assertThat(settings.getKeyManagerFactory()).isEmpty();
        assertThat(settings.getHostnameVerifier()).isEmpty();
    }

    @Test
    void leavesTheHostnameAloneWhereItIsTold() {
        assertThat(
                        TlsSettings.of(new TlsConfig(null, null, null, false), "source.tls")
                                .getHostnameVerifier())
                .isPresent();
    }

    @Test
    void namesTheCaFileThatHoldsSomethingElse() throws IOException {
        // Given
        Path ca = file("ca.pem", "not a certificate\n");

        // When
        assertThatThrownBy(() -> TlsSettings.of(new TlsConfig(ca, null, null, true), "source.tls"))
                // Then
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("source.tls.caFile " + ca);
    }

    @Test
    void namesAnEmptyCaFile() throws IOException {
        // Given
        Path ca = file("ca.pem", "");

        // When
        assertThatThrownBy(() -> TlsSettings.of(new TlsConfig(ca, null, null, true), "source.tls"))
                // Then
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("source.tls.caFile " + ca);
    }

    @Test
    void namesTheCertificateFileThatHoldsSomethingElse() throws Exception {
        // Given
        String key =
                Base64.getEncoder()
                        .encodeToString(
                                KeyPairGenerator.getInstance("EC")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded());
        Path keyFile =
                file(
                        "key.pem",
                        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----");
        Path certificate = file("certificate.pem", "nothing");

        // When
        assertThatThrownBy(
                        () ->
                                TlsSettings.of(
                                        new TlsConfig(null, certificate, keyFile, true),
                                        "source.tls"))
                // Then
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("source.tls.certificateFile " + certificate);
    }
}
