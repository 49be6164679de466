/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceConfigTest {

    private static final String SMALLEST = "broker: mqtt://localhost";

    @TempDir Path folder;

    @Test
    void hasTheseDefaults() {
        // When
        SourceConfig settings = RecordSettings.bind(SourceConfig.class, SMALLEST);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new SourceConfig(
                                URI.create("mqtt://localhost"),
                                "sluice-gateway",
                                Protocol.MQTT5,
                                null,
                                null,
                                null,
                                Duration.ofSeconds(30),
                                Duration.ofDays(7),
                                4096,
                                DataSize.ofMib(32),
                                null,
                                Duration.ofSeconds(10),
                                RecordSettings.bind(TlsConfig.class, ""),
                                RecordSettings.bind(ReconnectConfig.class, "")));
    }

    @Test
    void fillsTheNameOfTheMachineInToTheClientId() {
        // When
        SourceConfig settings =
                RecordSettings.bind(
                        SourceConfig.class, SMALLEST + "\nclientId: hall-{hostname}-gateway");

        // Then
        assertThat(settings.clientId())
                .isEqualTo("hall-" + HostName.local() + "-gateway")
                .doesNotContain("{");
    }

    @Test
    void takesEveryKey() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));
        String yaml =
                """
                broker: mqtts://broker.example:8884/
                clientId: gateway-2
                protocol: mqtt3.1.1
                username: someone
                passwordFile: FILE
                keepAlive: 65535s
                sessionExpiry: 4294967295s
                receiveMaximum: 65535
                maxUnsettledBytes: 2MiB
                sharedGroup: gateways
                connectTimeout: 3s
                tls: {caFile: FILE, certificateFile: FILE, keyFile: FILE, verifyHostname: false}
                reconnect: {initialDelay: 1s, maxDelay: 5m}
                """
                        .replace("FILE", "'" + file + "'");
        SourceConfig withPassword =
                RecordSettings.bind(SourceConfig.class, SMALLEST + "\npassword: 0123");

        // When
        SourceConfig settings = RecordSettings.bind(SourceConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new SourceConfig(
                                URI.create("mqtts://broker.example:8884/"),
                                "gateway-2",
                                Protocol.MQTT3_1_1,
                                "someone",
                                null,
                                file,
                                Duration.ofSeconds(65_535),
                                Duration.ofSeconds(4_294_967_295L),
                                65_535,
                                DataSize.ofMib(2),
                                "gateways",
                                Duration.ofSeconds(3),
                                new TlsConfig(file, file, file, false),
                                new ReconnectConfig(Duration.ofSeconds(1), Duration.ofMinutes(5))));
        assertThat(withPassword.password()).isEqualTo(Secret.of("0123"));
        RecordSettings.assertEveryKeyDiffers(withPassword, settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "broker: http://b | broker: http://b is not a broker; write mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS",
                "broker: localhost:1883 | broker: localhost:1883 is not a broker; write mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS",
                "broker: mqtt://my_broker | broker: mqtt://my_broker has no host, or one with a character that host names may not have (such as _)",
                "broker: mqtt://b:70000 | broker: mqtt://b:70000 has no possible port; write one from 1 to 65535",
                "broker: mqtt://u:hush@b | broker: mqtt://****@b holds a user name or password; use username and password (or passwordFile) instead",
                "broker: mqtt://b/topic | broker: mqtt://b/topic goes on after the port; leave that out",
                "broker: 'mqtt://u:hush^@b' | broker: is not a URI (Illegal character in authority); write such as mqtt://HOST:PORT or https://HOST",
                "{broker: mqtt://b, clientId: ''} | clientId: is empty; write a value, or leave the key out",
                "{broker: mqtt://b, protocol: mqtt4} | protocol: 'mqtt4' is not known; use mqtt5 or mqtt3.1.1",
                "{broker: mqtt://b, keepAlive: 1500ms} | keepAlive: 1500ms is not whole seconds; write such as 30s",
                "{broker: mqtt://b, keepAlive: 65536s} | keepAlive: 65536s is above the maximum of 65535s",
                "{broker: mqtt://b, sessionExpiry: 0} | sessionExpiry: 0s is below the minimum of 1s",
                "{broker: mqtt://b, sessionExpiry: 4294967296s} | sessionExpiry: 4294967296s is above MQTT's limit of 4294967295s, which is for ever",
                "{broker: mqtt://b, maxUnsettledBytes: 1KiB} | maxUnsettledBytes: 1KiB is below the minimum of 1MiB",
                "{broker: mqtt://b, receiveMaximum: 65536} | receiveMaximum: 65536 is above the maximum of 65535",
                "{broker: mqtt://b, receiveMaximum: many} | receiveMaximum: 'many' is not a whole number below 2147483648; write such as 500",
                "{broker: mqtt://b, sharedGroup: a/b} | sharedGroup: a/b holds /, + or #, which MQTT does not allow in a group's name",
                "{broker: mqtt://b, connectTimeout: 0} | connectTimeout: 0s is below the minimum of 1ms",
                "{broker: mqtt://b, tls: {verifyHostname: false}} | tls: is set, but the broker is mqtt://b, without TLS; write mqtts:// or leave tls out",
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(SourceConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }

    @Test
    void refusesAPasswordWithoutAUserNameInMqtt3() {
        // When
        var problems =
                RecordSettings.refusalsOf(
                        SourceConfig.class, "{broker: mqtt://b, protocol: mqtt3.1.1, password: x}");

        // Then
        assertThat(problems)
                .containsExactly(
                        "username: is missing, and MQTT 3.1.1 takes no password without one; set"
                                + " it, or use protocol mqtt5");
    }

    @Test
    void refusesASecondPassword() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("password"), "hush");

        // When
        var problems =
                RecordSettings.refusalsOf(
                        SourceConfig.class,
                        "{broker: mqtt://b, password: x, passwordFile: '" + file + "'}");

        // Then
        assertThat(problems)
                .containsExactly(
                        "password: is given together with passwordFile; keep one of the two (line"
                                + " 1)");
    }

    @Test
    void isMissingWithoutABroker() {
        // When
        var problems = RecordSettings.refusalsOf(SourceConfig.class, "clientId: c");

        // Then
        assertThat(problems)
                .containsExactly("broker: is missing; set it, such as mqtt://localhost:1883");
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://b, b, 1883, false",
        "mqtts://b, b, 8883, true",
        "mqtt://b:99, b, 99, false",
        "mqtts://[::1]:99, ::1, 99, true"
    })
    void knowsWhereToDial(String broker, String host, int port, boolean secure) {
        // When
        SourceConfig settings = RecordSettings.bind(SourceConfig.class, "broker: '" + broker + "'");

        // Then
        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.secure()).isEqualTo(secure);
    }

    @Test
    void readsThePasswordAfreshFromItsFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        SourceConfig settings =
                RecordSettings.bind(
                        SourceConfig.class, SMALLEST + "\npasswordFile: '" + file + "'");
        Files.writeString(file, "second\n");

        // When
        Secret password = settings.readPassword();

        // Then
        assertThat(password).isEqualTo(Secret.of("second"));
    }
}
