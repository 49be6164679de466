/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.SourceConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectFailureTest {

    private final Exception reset =
            new IllegalStateException("CONNECT failed", new SocketException("Connection reset"));

    @Test
    void namesTlsWhenAPortThatShouldSpeakItClosesTheConnection() {
        // When
        String words = ConnectFailure.describe(reset, source("mqtts://broker:1883"), false);

        // Then
        assertThat(words).startsWith("Connection reset").contains("mqtts:// needs a port", "8883");
    }

    @Test
    void namesTlsWhenAPortThatShouldNotSpeakItClosesTheConnection() {
        // When
        String words = ConnectFailure.describe(reset, source("mqtt://broker:8883"), false);

        // Then
        assertThat(words).contains("if its port speaks TLS").contains("mqtts://");
    }

    @Test
    void suspectsNoSettingsOfABrokerThatTookUsBefore() {
        // When
        String words = ConnectFailure.describe(reset, source("mqtts://broker:8883"), true);

        // Then
        assertThat(words).isEqualTo("Connection reset");
    }

    @Test
    void namesTheClientIdWhenAnotherClientHasTakenTheSessionOver() {
        // Given
        Exception takenOver =
                new Mqtt5DisconnectException(
                        Mqtt5Disconnect.builder()
                                .reasonCode(Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER)
                                .build(),
                        "Server sent DISCONNECT.");

        // When
        String words = ConnectFailure.describe(takenOver, source("mqtt://broker:1883"), true);

        // Then
        assertThat(words).contains("'sluice-gateway'", "taken the session over", "source.clientId");
    }

    @Test
    void saysWhyTheBrokerEndedTheConnection() {
        // Given
        Exception ended =
                new Mqtt5DisconnectException(
                        Mqtt5Disconnect.builder()
                                .reasonCode(Mqtt5DisconnectReasonCode.SERVER_SHUTTING_DOWN)
                                .reasonString("until 10:00")
                                .build(),
                        "Server sent DISCONNECT.");

        // When
        String words = ConnectFailure.describe(ended, source("mqtt://broker:1883"), true);

        // Then
        assertThat(words).contains("SERVER_SHUTTING_DOWN", "until 10:00");
    }

    @Test
    void sendsToTheBrokerAndNotToPasswordsWhenNothingListens() {
        // Given
        Exception refused =
                new IOException(new ConnectException("Connection refused: broker/10.0.0.1:1883"));

        // When
        String words = ConnectFailure.describe(refused, source("mqtt://broker:1883"), false);

        // Then
        assertThat(words).contains("nothing listens there", "start the broker", "source.broker");
        assertThat(words).doesNotContain("password").doesNotContain("TLS");
    }

    @Test
    void namesAHostThatDoesNotExist() {
        // When
        String words =
                ConnectFailure.describe(
                        new UnknownHostException("broker"), source("mqtt://broker:1883"), false);

        // Then
        assertThat(words).contains("unknown host broker", "source.broker");
    }

    private static SourceConfig source(String broker) {
        return ConfigLoader.parse(
                        "source: {broker: '"
                                + broker
                                + "'}\nroutes: [{name: r, filter: a, stream: s}]\naws: {region: eu-west-1}",
                        Map.of())
                .source();
    }
}
