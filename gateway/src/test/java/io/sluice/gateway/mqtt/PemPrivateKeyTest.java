/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemPrivateKeyTest {

    /** What PKCS #8 puts before the PKCS #1 bytes of an RSA key whose length takes two bytes. */
    private static final int PKCS8_HEADER = 26;

    @TempDir private Path directory;

    private static PrivateKey generate(String algorithm, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    private Path pem(String type, byte[] der, String lineEnd) throws IOException {
        String base64 =
                Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN "
                        + type
                        + "-----"
                        + lineEnd
                        + base64
                        + lineEnd
                        + "-----END "
                        + type
                        + "-----"
                        + lineEnd);
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 1024", "EC, 256", "EC, 384"})
    void readsPkcs8(String algorithm, int bits) throws Exception {
        // Given
        PrivateKey key = generate(algorithm, bits);

        // When
        PrivateKey read =
                PemPrivateKey.read(
                        pem("PRIVATE KEY", key.getEncoded(), "\r\n"), "source.tls.keyFile");

        // Then
        assertThat(read).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void readsPkcs1WhichAwsIotHandsOut(int bits) throws Exception {
        // Given
        PrivateKey key = generate("RSA", bits);
        byte[] pkcs8 = key.getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);

        // When
        PrivateKey read =
                PemPrivateKey.read(pem("RSA PRIVATE KEY", pkcs1, "\n"), "source.tls.keyFile");

        // Then
        assertThat(read).isEqualTo(key);
    }

    @Test
    void findsTheKeyBehindItsCertificate() throws Exception {
        // Given
        PrivateKey key = generate("EC", 256);
        Path file = pem("PRIVATE KEY", key.getEncoded(), "\n");
        Files.writeString(
                file,
                "a comment\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
                        + Files.readString(file));

        // When
        PrivateKey read = PemPrivateKey.read(file, "source.tls.keyFile");

        // Then
        assertThat(read).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "EC PRIVATE KEY, AAAA, it is a EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY, AAAA, it is a ENCRYPTED PRIVATE KEY",
        "CERTIFICATE, AAAA, no PRIVATE KEY block",
        "PRIVATE KEY, A, base64 is broken",
        "PRIVATE KEY, AAAA, no RSA or EC key"
    })
    void saysWhatIsWrongAndHowToConvertIt(String type, String base64, String why)
            throws IOException {
        // Given
        Path file =
                Files.writeString(
                        directory.resolve("k"),
                        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type));

        // When
        assertThatThrownBy(() -> PemPrivateKey.read(file, "source.tls.keyFile"))
                // Then
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(
                        () ->
                                PemPrivateKey.read(
                                        directory.resolve("none.pem"), "source.tls.keyFile"))
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("Cannot read source.tls.keyFile")
                .hasMessageContaining("none.pem");
    }
}
