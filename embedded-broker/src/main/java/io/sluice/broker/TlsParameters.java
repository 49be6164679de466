/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/** {@link BrokerTls} in the words of Artemis's acceptor. */
final class TlsParameters {

    private TlsParameters() {}

    static Map<String, Object> of(BrokerTls tls, Path folder) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        Path key = tls.key();
        if (key == null) {
            parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
            parameters.put(
                    TransportConstants.KEYSTORE_PATH_PROP_NAME,
                    tls.certificate().toAbsolutePath().toString());
        } else {
            parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PEMCFG");
            parameters.put(
                    TransportConstants.KEYSTORE_PATH_PROP_NAME,
                    listOf(tls.certificate(), key, folder).toString());
        }
        String password = tls.keyStorePassword();
        if (password != null) {
            parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, password);
        }
        Path clientCa = tls.clientCa();
        if (clientCa != null) {
            parameters.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
            parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PEMCA");
            parameters.put(
                    TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                    clientCa.toAbsolutePath().toString());
        }
        return parameters;
    }

    /** Certificate and key in two files: the key store type PEMCFG wants a list of them. */
    private static Path listOf(Path certificate, Path key, Path folder) {
        Properties sources = new Properties();
        sources.setProperty("source.certificate", certificate.toAbsolutePath().toString());
        sources.setProperty("source.key", key.toAbsolutePath().toString());
        Path list = folder.resolve("tls.pemcfg");
        try (OutputStream out = Files.newOutputStream(list)) {
            sources.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + list, e);
        }
        return list.toAbsolutePath();
    }
}
