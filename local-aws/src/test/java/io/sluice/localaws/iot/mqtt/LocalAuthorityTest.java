/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {

    @TempDir private Path folder;

    @Test
    void issuesCertificatesThatItsAuthorityHasSigned() throws Exception {
        CertificateFiles files = LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");

        X509Certificate ca = read(files.ca());
        X509Certificate server = read(files.serverCertificate());
        X509Certificate client = read(files.clientCertificate());
        server.verify(ca.getPublicKey());
        client.verify(ca.getPublicKey());
        assertThat(ca.getBasicConstraints()).isPositive();
        assertThat(client.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getSubjectAlternativeNames().toString())
                .contains("localhost", "127.0.0.1");
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void keepsThemAndRenewsThoseThatExpire() throws Exception {
        // Given
        CertificateFiles files = LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");
        X509Certificate ca = read(files.ca());
        X509Certificate client = read(files.clientCertificate());

        // When
        LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");
        X509Certificate kept = read(files.clientCertificate());
        LocalAuthority.prepare(
                folder, Clock.offset(Clock.systemUTC(), Duration.ofDays(395)), "127.0.0.1");
        X509Certificate renewed = read(files.clientCertificate());

        // Then
        assertThat(kept).isEqualTo(client);
        assertThat(renewed).isNotEqualTo(client);
        assertThat(read(files.ca())).isEqualTo(ca);
        renewed.verify(ca.getPublicKey());
    }

    @Test
    void isReachedByTheNameThatItIsToldAndNewOnesAreAdded() throws Exception {
        // Given
        LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");

        // When
        CertificateFiles files = LocalAuthority.prepare(folder, Clock.systemUTC(), "local-aws");

        // Then
        assertThat(read(files.serverCertificate()).getSubjectAlternativeNames().toString())
                .contains("localhost", "127.0.0.1", "local-aws");
    }

    @Test
    void saysWhichFolderHoldsNoCertificates() throws IOException {
        CertificateFiles files = LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");
        Files.writeString(files.ca(), "nonsense");

        assertThatThrownBy(() -> LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("remove the folder");
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
