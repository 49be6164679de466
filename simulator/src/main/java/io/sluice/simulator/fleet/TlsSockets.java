/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS sockets from PEM files. */
final class TlsSockets {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    private TlsSockets() {}

    /**
     * @throws CommandFailure if a file cannot be read or understood
     */
    static SSLSocketFactory factory(TlsFiles files) {
        if (files.certificate().isPresent() != files.key().isPresent()) {
            throw CommandFailure.usage(
                    "--certificate-file and --key-file belong together; give both or none");
        }
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(files.ca().isPresent() ? trusted(files.ca().get()) : null);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    files.certificate().isPresent() && files.key().isPresent()
                            ? identity(files.certificate().get(), files.key().get())
                            : emptyStore(),
                    new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw CommandFailure.failed("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore trusted(Path ca) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(ca)) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore identity(Path certificate, Path key)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                privateKey(key),
                new char[0],
                certificates(certificate).toArray(new Certificate[0]));
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = open(file)) {
            List<Certificate> certificates =
                    new ArrayList<>(
                            CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw CommandFailure.failed(
                        file + " holds no certificate; name a PEM file with one");
            }
            return certificates;
        }
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        String pem;
        try (InputStream in = open(file)) {
            pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        Matcher matcher = PKCS8.matcher(pem);
        if (!matcher.find()) {
            throw CommandFailure.failed(
                    file
                            + " holds no PKCS #8 private key; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // not this kind of key: try the next
            }
        }
        throw CommandFailure.failed(file + " holds a private key that is neither RSA nor EC");
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + file + "; name a PEM file", e);
        }
    }
}
