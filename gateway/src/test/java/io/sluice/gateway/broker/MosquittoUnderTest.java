/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.gateway.app.Mosquitto;
import io.sluice.gateway.config.Protocol;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Eclipse Mosquitto, one process with a listener for each way in. */
final class MosquittoUnderTest implements BrokerUnderTest {

    private static final int HASH_ROUNDS = 101;

    private final Mosquitto mosquitto;
    private final int tlsPort = Mosquitto.freePort();
    private final int mutualTlsPort = Mosquitto.freePort();
    private final int guardedPort = Mosquitto.freePort();
    private final String version = Mosquitto.version();

    MosquittoUnderTest(Path folder, CertificateFiles certificates)
            throws IOException, GeneralSecurityException {
        Path passwords = Files.writeString(folder.resolve("passwords"), passwordLine());
        String identity =
                "certfile %s%nkeyfile %s%n"
                        .formatted(certificates.serverCertificate(), certificates.serverKey());
        mosquitto =
                Mosquitto.start(
                        folder.resolve("mosquitto"),
                        "allow_anonymous true",
                        "listener " + tlsPort + " 127.0.0.1",
                        "allow_anonymous true",
                        identity,
                        "listener " + mutualTlsPort + " 127.0.0.1",
                        "allow_anonymous true",
                        "require_certificate true",
                        "cafile " + certificates.ca(),
                        identity,
                        "listener " + guardedPort + " 127.0.0.1",
                        "allow_anonymous false",
                        "password_file " + passwords,
                        "persistence true",
                        // as containers/mosquitto.conf has it
                        "max_inflight_messages 4096");
    }

    /** As mosquitto_passwd writes it. */
    private static String passwordLine() throws GeneralSecurityException {
        byte[] salt = "of the earth".getBytes(StandardCharsets.US_ASCII);
        byte[] hash =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(
                                new PBEKeySpec(PASSWORD.toCharArray(), salt, HASH_ROUNDS, 512))
                        .getEncoded();
        Base64.Encoder base64 = Base64.getEncoder();
        return "%s:$7$%d$%s$%s%n"
                .formatted(
                        USER,
                        HASH_ROUNDS,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    @Override
    public String name() {
        return "Mosquitto";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Door open() {
        return new Door(URI.create(mosquitto.uri()), URI.create(mosquitto.uri()));
    }

    @Override
    public Door tls() {
        return door("mqtts", tlsPort);
    }

    @Override
    public Door mutualTls() {
        return door("mqtts", mutualTlsPort);
    }

    @Override
    public Door guarded() {
        return door("mqtt", guardedPort);
    }

    private Door door(String scheme, int port) {
        return new Door(URI.create(scheme + "://127.0.0.1:" + port), URI.create(mosquitto.uri()));
    }

    @Override
    public void restart() throws IOException {
        mosquitto.restart();
    }

    @Override
    public void kill() throws IOException {
        mosquitto.kill();
    }

    @Override
    public Optional<String> lacks(BrokerProperty property, Protocol protocol) {
        return property == BrokerProperty.BROKER_KILLED
                ? Optional.of(
                        "no: it saves every 30 minutes (`autosave_interval`) and when it is stopped")
                : Optional.empty();
    }

    @Override
    public void close() {
        mosquitto.close();
    }
}
