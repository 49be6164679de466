/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.localaws.iot.mqtt.CertificateFiles;
import io.sluice.localaws.iot.mqtt.LocalAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;

/** An authority, a server's and a client's certificate, as PEM files, and as key stores. */
final class Certificates {

    /** Of the key stores. */
    static final String PASSWORD = "changeit";

    private Certificates() {}

    static CertificateFiles in(Path folder) throws IOException {
        return LocalAuthority.prepare(folder, Clock.systemUTC(), "127.0.0.1");
    }

    /** The server's certificate and key, PKCS #12. */
    static Path serverStore(CertificateFiles files, Path file)
            throws IOException, GeneralSecurityException {
        String pem = Files.readString(files.serverKey()).replaceAll("-----[^-]*-----", "");
        KeyStore store = empty();
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem))),
                PASSWORD.toCharArray(),
                new Certificate[] {certificate(files.serverCertificate())});
        return save(store, file);
    }

    /** The authority's certificate, PKCS #12. */
    static Path trustStore(CertificateFiles files, Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry("ca", certificate(files.ca()));
        return save(store, file);
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Path save(KeyStore store, Path file)
            throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
