/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * TLS without client certificates, as AWS IoT Core has it on port 443, in front of local AWS's
 * endpoint without TLS.
 */
final class TlsFront implements AutoCloseable {

    private static final char[] NO_PASSWORD = new char[0];

    private final SSLServerSocket listening;
    private final URI behind;
    private volatile String firstRequest = "";

    private TlsFront(SSLServerSocket listening, URI behind) {
        this.listening = listening;
        this.behind = behind;
    }

    static TlsFront of(LocalAws aws) throws IOException, GeneralSecurityException {
        CertificateFiles files = aws.certificates().orElseThrow();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity(files.serverCertificate(), files.serverKey()).getKeyManagers(),
                null,
                null);
        TlsFront front =
                new TlsFront(
                        (SSLServerSocket)
                                context.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 50, InetAddress.getLoopbackAddress()),
                        aws.mqttPlainUri().orElseThrow());
        start("tls-front", front::accept);
        return front;
    }

    private static KeyManagerFactory identity(Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        String pem = Files.readString(key).replaceAll("-----[^-]*-----", "");
        PrivateKey secret =
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setKeyEntry(
                    "server",
                    secret,
                    NO_PASSWORD,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new));
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The beginning of the first request. */
    String firstRequest() {
        return firstRequest;
    }

    private void accept() {
        try {
            while (true) {
                Socket front = listening.accept();
                Socket back = new Socket(behind.getHost(), behind.getPort());
                start("tls-front-in", () -> copy(front, back));
                start("tls-front-out", () -> copy(back, front));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read;
            while ((read = in.read(buffer)) >= 0) {
                if (firstRequest.isEmpty()) {
                    firstRequest = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
