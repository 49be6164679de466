/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedBrokerIT {

    private static final String PASSWORD = "changeit";

    @TempDir private static Path keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String name : List.of("server", "device")) {
            keytool(
                    "-genkeypair -alias "
                            + name
                            + " -keyalg EC -dname CN=localhost -validity 2"
                            + " -ext SAN=ip:127.0.0.1,dns:localhost -ext BC=ca:true"
                            + " -storetype PKCS12 -storepass changeit -keystore",
                    keys.resolve(name + ".p12"));
            writePem(name);
        }
    }

    @Test
    void letsTheRightPasswordIn() {
        // Given
        try (EmbeddedBroker broker = guarded()) {
            Mqtt5BlockingClient client = client(broker, "secret");

            // When
            client.connect();

            // Then
            assertThat(client.getState().isConnected()).isTrue();
            Clients.subscribe(client, "a/#");
            Clients.publish(client, "a/b", "x");
            client.disconnect();
        }
    }

    @Test
    void refusesAWrongPasswordAndNone() {
        // Given
        try (EmbeddedBroker broker = guarded()) {

            // When // Then
            assertThatThrownBy(() -> client(broker, "wrong").connect())
                    .isInstanceOf(Mqtt5ConnAckException.class)
                    .hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
            assertThatThrownBy(() -> Clients.connected(broker, "anonymous"))
                    .isInstanceOf(Mqtt5ConnAckException.class);
        }
    }

    @Test
    void speaksTlsFromPemFiles() throws Exception {
        // Given
        BrokerTls tls = BrokerTls.pem(keys.resolve("server.crt"), keys.resolve("server.key"));
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().tls(tls).build())) {
            Mqtt5BlockingClient client = tlsClient(broker, false);

            // When
            client.connect();

            // Then
            assertThat(client.getState().isConnected()).isTrue();
            assertThat(broker.uri()).startsWith("mqtts://127.0.0.1:");
            client.disconnect();
        }
    }

    @Test
    void letsInOnlyClientsWithACertificateOfTheAuthority() throws Exception {
        // Given
        BrokerTls tls =
                BrokerTls.keyStore(keys.resolve("server.p12"), PASSWORD)
                        .requiringClientsOf(keys.resolve("device.crt"));
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(EmbeddedBrokerOptions.builder().tls(tls).build())) {
            Mqtt5BlockingClient known = tlsClient(broker, true);
            Mqtt5BlockingClient unknown = tlsClient(broker, false);

            // When
            known.connect();

            // Then
            assertThat(known.getState().isConnected()).isTrue();
            assertThatThrownBy(unknown::connect).isNotNull();
            known.disconnect();
        }
    }

    private static EmbeddedBroker guarded() {
        return EmbeddedBroker.start(
                EmbeddedBrokerOptions.builder().user("device", "secret").build());
    }

    private static Mqtt5BlockingClient client(EmbeddedBroker broker, String password) {
        return Clients.to(broker, "client")
                .simpleAuth()
                .username("device")
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
    }

    private static Mqtt5BlockingClient tlsClient(EmbeddedBroker broker, boolean withCertificate)
            throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", load("server").getCertificate("server"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(load("device"), PASSWORD.toCharArray());
        return Clients.to(broker, withCertificate ? "known" : "unknown")
                .sslConfig()
                .trustManagerFactory(trust)
                .keyManagerFactory(withCertificate ? own : null)
                .applySslConfig()
                .buildBlocking();
    }

    private static KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void writePem(String name) throws Exception {
        KeyStore store = load(name);
        Certificate certificate = store.getCertificate(name);
        Key key = store.getKey(name, PASSWORD.toCharArray());
        Files.writeString(
                keys.resolve(name + ".crt"), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(keys.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }

    private static void keytool(String arguments, Path keyStore) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                Stream.of(
                                Collections.singletonList(keytool),
                                List.of(arguments.split(" ")),
                                List.of(keyStore.toString()))
                        .flatMap(List::stream)
                        .toList();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).isZero();
    }
}
