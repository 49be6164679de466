/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes at QoS 1 and waits for the broker's acknowledgements. */
public final class Publisher implements AutoCloseable {

    private final Mqtt5AsyncClient client;

    /** Connects to a broker that lets anybody in, without TLS. */
    public Publisher(URI broker) {
        client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier("publisher-" + UUID.randomUUID())
                        .serverHost(broker.getHost())
                        .serverPort(broker.getPort())
                        .automaticReconnectWithDefaultConfig()
                        .buildAsync();
        client.connect().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** One reading each, and waits for all. */
    public void publish(String topic, List<String> payloads) {
        List<CompletableFuture<?>> acknowledgements = new ArrayList<>();
        for (String payload : payloads) {
            acknowledgements.add(publish(topic, payload.getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Completes with the broker's acknowledgement. */
    public CompletableFuture<?> publish(String topic, byte[] payload) {
        return client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();
    }

    /** The same, with the retain flag. */
    public CompletableFuture<?> publishRetained(String topic, byte[] payload) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .retain(true)
                .send();
    }

    @Override
    public void close() {
        client.disconnect().orTimeout(5, TimeUnit.SECONDS).exceptionally(failure -> null).join();
    }
}
