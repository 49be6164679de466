/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.sluice.benchmarks.reading.SizedReadings;
import io.sluice.toolkit.CommandFailure;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fills the session of a subscriber who is away, so that the publisher's CPU is not in the
 * measurement: the broker holds everything when the subject connects.
 */
final class Backlog {

    private static final int WINDOW = 2_000;
    private static final long SESSION_SECONDS = 86_400;

    private final URI broker;

    Backlog(URI broker) {
        this.broker = broker;
    }

    /**
     * Leaves a session with a subscription at QoS 1 under this client id.
     *
     * @param receiveMaximum what the subject will connect with, since a broker may count what it
     *     holds for a client who is away by the last CONNECT
     */
    void prepareSession(String clientId, String protocol, int receiveMaximum) {
        if (protocol.equals(Scenario.MQTT5)) {
            prepareSession5(clientId, receiveMaximum);
        } else {
            prepareSession3(clientId);
        }
    }

    private void prepareSession3(String clientId) {
        Mqtt3BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier(clientId)
                        .serverHost(broker.getHost())
                        .serverPort(broker.getPort())
                        .buildBlocking();
        client.connectWith().cleanSession(false).send();
        client.subscribeWith().topicFilter(SizedReadings.FILTER).qos(MqttQos.AT_LEAST_ONCE).send();
        client.disconnect();
    }

    private void prepareSession5(String clientId, int receiveMaximum) {
        Mqtt5BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(clientId)
                        .serverHost(broker.getHost())
                        .serverPort(broker.getPort())
                        .buildBlocking();
        client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(SESSION_SECONDS)
                .restrictions()
                .receiveMaximum(receiveMaximum)
                .applyRestrictions()
                .send();
        client.subscribeWith().topicFilter(SizedReadings.FILTER).qos(MqttQos.AT_LEAST_ONCE).send();
        client.disconnect();
    }

    /** Publishes so many readings of this size at QoS 1; returns when all are acknowledged. */
    void publish(int readings, int payloadBytes) throws InterruptedException {
        // MQTT 3.1.1, where no receive-maximum of the broker limits the publisher
        Mqtt3AsyncClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("benchmark-publisher")
                        .serverHost(broker.getHost())
                        .serverPort(broker.getPort())
                        .buildAsync();
        client.connect().join();
        try {
            publish(client, readings, payloadBytes);
        } finally {
            client.disconnect().join();
        }
    }

    private void publish(Mqtt3AsyncClient client, int readings, int payloadBytes)
            throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        AtomicReference<@Nullable Throwable> refusal = new AtomicReference<>();
        for (int i = 0; i < readings && refusal.get() == null; i++) {
            window.acquire();
            client.publishWith()
                    .topic(SizedReadings.topic(i))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(SizedReadings.payload(i, payloadBytes))
                    .send()
                    .whenComplete(
                            (sent, failure) -> {
                                if (failure != null) {
                                    refusal.set(failure);
                                }
                                window.release();
                            });
        }
        window.acquire(WINDOW);
        Throwable failure = refusal.get();
        if (failure != null) {
            throw CommandFailure.failed(
                    "the broker did not take all readings: " + failure, failure);
        }
    }
}
