/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Remembers which readings arrived; its session survives a restart of the broker. */
final class RecordingSubscriber implements AutoCloseable, MqttCallback {

    private static final long ANSWER_MILLIS = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final AtomicLong messages = new AtomicLong();
    private final MqttAsyncClient client;
    private final String filter;

    RecordingSubscriber(Mosquitto broker, String filter) throws MqttException {
        client =
                new MqttAsyncClient(
                        broker.pahoUri(), "recording-subscriber", new MemoryPersistence());
        this.filter = filter;
        client.setCallback(this);
        connect();
    }

    void connect() throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        client.connect(options).waitForCompletion(ANSWER_MILLIS);
        client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
    }

    /** {@code device/seq} of each reading. */
    Set<String> arrived() {
        return arrived;
    }

    long messages() {
        return messages.get();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws IOException {
        JsonNode reading = json.readTree(message.getPayload());
        arrived.add(reading.get("device_id").asText() + "/" + reading.get("seq").asLong());
        messages.incrementAndGet();
    }

    @Override
    public void connectionLost(Throwable cause) {
        // the test connects again
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // publishes nothing
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000, true);
        client.close(true);
    }
}
