/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker proves who it is, and whether it asks its clients to do the same.
 *
 * @param certificate the server's certificate chain in PEM, or a PKCS#12 key store that holds chain
 *     and key
 * @param key the server's private key in PEM (PKCS#8, unencrypted); {@code null} for a key store
 * @param keyStorePassword opens the key store; {@code null} for PEM files
 * @param clientCa certificates in PEM of the authorities whose clients are let in; {@code null}
 *     asks clients for no certificate
 */
public record BrokerTls(
        Path certificate,
        @Nullable Path key,
        @Nullable String keyStorePassword,
        @Nullable Path clientCa) {

    /** A certificate chain and its private key (PKCS#8), both PEM files. */
    public static BrokerTls pem(Path certificate, Path key) {
        return new BrokerTls(certificate, key, null, null);
    }

    /** A PKCS#12 key store, as {@code keytool} writes it. */
    public static BrokerTls keyStore(Path keyStore, String password) {
        return new BrokerTls(keyStore, null, password, null);
    }

    /** The same, and only clients with a certificate of these authorities (PEM) are let in. */
    public BrokerTls requiringClientsOf(Path clientCa) {
        return new BrokerTls(certificate, key, keyStorePassword, clientCa);
    }

    /** Names the files, never the password. */
    @Override
    public String toString() {
        return "BrokerTls[certificate=" + certificate + ", clientCa=" + clientCa + "]";
    }
}
