/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import io.sluice.gateway.config.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes the client's TLS settings from PEM files. */
public final class TlsSettings {

    private static final char[] NO_PASSWORD = new char[0];

    private TlsSettings() {}

    /**
     * Reads the files.
     *
     * @param key where the settings are in the configuration, such as {@code source.tls}
     * @throws TlsFilesException if a file cannot be read or holds something else
     */
    public static MqttClientSslConfig of(TlsConfig config, String key) {
        MqttClientSslConfigBuilder settings = MqttClientSslConfig.builder();
        if (config.caFile() != null) {
            settings = settings.trustManagerFactory(trust(config.caFile(), key));
        }
        if (config.certificateFile() != null && config.keyFile() != null) {
            settings =
                    settings.keyManagerFactory(
                            identity(config.certificateFile(), config.keyFile(), key));
        }
        if (!config.verifyHostname()) {
            settings = settings.hostnameVerifier((host, session) -> true);
        }
        return settings.build();
    }

    private static TrustManagerFactory trust(Path caFile, String key) {
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (Certificate certificate : certificates(caFile)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw refused(key + ".caFile " + caFile + " does not hold CA certificates in PEM", e);
        }
    }

    private static KeyManagerFactory identity(Path certificateFile, Path keyFile, String key) {
        PrivateKey secret = PemPrivateKey.read(keyFile, key + ".keyFile");
        try {
            KeyStore store = emptyStore();
            Certificate[] chain = certificates(certificateFile).toArray(new Certificate[0]);
            store.setKeyEntry("gateway", secret, NO_PASSWORD, chain);
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw refused(
                    key
                            + ".certificateFile "
                            + certificateFile
                            + " does not hold a certificate in PEM",
                    e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return certificates;
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static TlsFilesException refused(String what, Exception cause) {
        return new TlsFilesException(what + " (" + cause.getMessage() + ")", cause);
    }
}
