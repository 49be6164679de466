/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import io.sluice.gateway.config.IotCoreConfig;
import io.sluice.gateway.config.TlsConfig;
import io.sluice.gateway.mqtt.TlsSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where AWS IoT Core is and how to get in: MQTT over TLS with a client certificate, MQTT over
 * WebSocket signed with SigV4, or plain MQTT, which only a local AWS takes.
 *
 * @param uri {@code mqtts://}, {@code wss://} or {@code mqtt://}
 * @param tls certificates
 * @param signedQuery for {@code wss://}: the query of a presigned URL, made anew for each
 *     connection
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html">AWS IoT
 *     Developer Guide, Device communication protocols</a>
 */
public record Endpoint(URI uri, TlsConfig tls, Supplier<String> signedQuery) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String WEB_SOCKET_PATH = "mqtt";

    /**
     * How to connect, made anew for each connection.
     *
     * @throws io.sluice.gateway.mqtt.TlsFilesException if a certificate cannot be used
     */
    MqttClientTransportConfig transport() {
        MqttClientTransportConfigBuilder transport =
                MqttClientTransportConfig.builder()
                        .serverHost(host())
                        .serverPort(IotCoreConfig.portOf(uri))
                        .socketConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!"mqtt".equals(uri.getScheme())) {
            transport = transport.sslConfig(TlsSettings.of(tls, "iotCore.tls"));
        }
        if ("wss".equals(uri.getScheme())) {
            transport =
                    transport.webSocketConfig(
                            MqttWebSocketConfig.builder()
                                    .serverPath(WEB_SOCKET_PATH)
                                    .queryString(unquoted(signedQuery.get()))
                                    .build());
        }
        return transport.build();
    }

    /**
     * The client quotes the query itself, percent signs included, so it must be given plain. It
     * leaves {@code +} and {@code /} as they are, which RFC 3986, section 3.4, allows in a query.
     */
    private static String unquoted(String query) {
        return URLDecoder.decode(query, StandardCharsets.UTF_8);
    }

    private String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + ":" + IotCoreConfig.portOf(uri);
    }
}
