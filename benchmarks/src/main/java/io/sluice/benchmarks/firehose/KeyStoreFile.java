/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The stand-in's key and certificate for 127.0.0.1, in a file that its clients can use to trust it.
 *
 * @param path a PKCS 12 file
 */
public record KeyStoreFile(Path path) {

    private static final String PASSWORD = "benchmark";

    /**
     * Makes one with the JDK's keytool, good for two days.
     *
     * @throws CommandFailure if that fails
     */
    public static KeyStoreFile create(Path folder) {
        Path path = folder.resolve("firehose.p12");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "firehose",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        path.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw CommandFailure.failed(
                        "keytool made no certificate (" + said.strip() + "); or use --plain");
            }
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "keytool cannot be started (" + e.getMessage() + "); or use --plain", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
        return new KeyStoreFile(path);
    }

    /** Options for the JVM of a client that shall trust the stand-in, and nobody else. */
    public List<String> clientOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + path,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** What the stand-in serves with. */
    SSLContext serverContext() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(path.toFile(), PASSWORD.toCharArray());
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("reading " + path, e);
        }
    }
}
