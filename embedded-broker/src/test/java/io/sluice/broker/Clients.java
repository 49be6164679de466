/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Short ways to the few things that the tests do with an MQTT 5 client. */
final class Clients {

    private Clients() {}

    static Mqtt5ClientBuilder to(EmbeddedBroker broker, String clientId) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(broker.port());
    }

    static Mqtt5BlockingClient connected(EmbeddedBroker broker, String clientId) {
        Mqtt5BlockingClient client = to(broker, clientId).buildBlocking();
        client.connect();
        return client;
    }

    /** A session that stays when the client goes; what arrives lands in the queue. */
    static BlockingQueue<Mqtt5Publish> connectPersistent(
            Mqtt5BlockingClient client, int receiveMaximum, boolean manualAcknowledgement) {
        BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
        client.toAsync()
                .publishes(MqttGlobalPublishFilter.ALL, arrived::add, manualAcknowledgement);
        client.connectWith()
                .cleanStart(false)
                .noSessionExpiry()
                .restrictions()
                .receiveMaximum(receiveMaximum)
                .applyRestrictions()
                .send();
        return arrived;
    }

    static void subscribe(Mqtt5BlockingClient client, String filter) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    static void publish(Mqtt5BlockingClient client, String topic, String payload) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    static String text(Mqtt5Publish publish) {
        return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    static List<String> drained(BlockingQueue<Mqtt5Publish> arrived) {
        List<Mqtt5Publish> publishes = new ArrayList<>();
        arrived.drainTo(publishes);
        return publishes.stream().map(Clients::text).toList();
    }
}
