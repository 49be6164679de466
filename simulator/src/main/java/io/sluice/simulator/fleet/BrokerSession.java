/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.toolkit.CommandFailure;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Paho client and its persistent session. Called by its connection's thread only; the
 * acknowledgements come on Paho's callback thread.
 *
 * <p>Reconnecting is done here and not by Paho's automatic reconnect, which waits up to two minutes
 * and leaves a timer thread behind. Connecting the same client again with {@code cleanSession}
 * false makes Paho send everything unacknowledged once more, and its acknowledgements arrive under
 * the same tokens.
 */
final class BrokerSession {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final long DISCONNECT_MILLIS = 1_000;

    private final BrokerAccess broker;
    private final String clientId;
    private final int window;
    private final MqttAsyncClient client;

    BrokerSession(FleetOptions options, String clientId, Consumer<SentReading> onDelivered) {
        this.broker = options.broker();
        this.clientId = clientId;
        this.window = options.window();
        try {
            client =
                    new MqttAsyncClient(
                            broker.address().pahoUri(), clientId, new MemoryPersistence());
        } catch (MqttException | IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "no client '" + clientId + "' for " + broker.address() + ": " + e.getMessage());
        }
        client.setCallback(new Deliveries(onDelivered));
    }

    boolean isConnected() {
        return client.isConnected();
    }

    /** Tries once, and waits for the broker's answer. */
    void connect() throws MqttException {
        IMqttToken token = client.connect(options(false));
        try {
            token.waitForCompletion(CONNECT_TIMEOUT_SECONDS * 1_000L);
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttException.REASON_CODE_CLIENT_TIMEOUT) {
                // taken by TCP but never answered: Paho would wait for ever
                abandon();
            }
            throw e;
        }
    }

    /**
     * Hands a reading to the client.
     *
     * @return false if the client does not take it now; then it was not sent
     */
    boolean publish(String topic, byte[] payload, int qos, SentReading reading) {
        try {
            MqttMessage message = new MqttMessage(payload);
            message.setQos(qos);
            client.publish(topic, message, reading, null);
            return true;
        } catch (MqttException e) {
            LOG.debug("publish refused by the client", e);
            return false;
        }
    }

    /**
     * Disconnects.
     *
     * @param settled whether nothing is outstanding; then the broker is asked to forget the session
     */
    void close(boolean settled) {
        try {
            if (client.isConnected()) {
                client.disconnect(DISCONNECT_MILLIS).waitForCompletion(2 * DISCONNECT_MILLIS);
                if (settled) {
                    // MQTT 3.1.1 section 3.1.2.4: a clean session discards the previous one
                    client.connect(options(true)).waitForCompletion(DISCONNECT_MILLIS);
                    client.disconnect(DISCONNECT_MILLIS).waitForCompletion(2 * DISCONNECT_MILLIS);
                }
            }
        } catch (MqttException e) {
            LOG.debug("disconnect failed", e);
            abandon();
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("close failed", e);
        }
    }

    private void abandon() {
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException e) {
            LOG.debug("forced disconnect failed", e);
        }
    }

    private MqttConnectOptions options(boolean cleanSession) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(cleanSession);
        options.setAutomaticReconnect(false);
        options.setMaxInflight(window);
        options.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        broker.username().ifPresent(options::setUserName);
        broker.password().ifPresent(password -> options.setPassword(password.toCharArray()));
        if (broker.address().tls()) {
            options.setSocketFactory(TlsSockets.factory(broker.tls()));
        }
        return options;
    }

    private final class Deliveries implements MqttCallback {

        private final Consumer<SentReading> onDelivered;

        private Deliveries(Consumer<SentReading> onDelivered) {
            this.onDelivered = onDelivered;
        }

        @Override
        public void connectionLost(@Nullable Throwable cause) {
            LOG.atWarn()
                    .addKeyValue("clientId", clientId)
                    .addKeyValue("broker", broker.address())
                    .addKeyValue("cause", cause)
                    .log("connection lost, connecting again");
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            // nothing is subscribed to
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            if (token.getUserContext() instanceof SentReading reading) {
                onDelivered.accept(reading);
            } else {
                LOG.atError()
                        .addKeyValue("clientId", clientId)
                        .addKeyValue("packetId", token.getMessageId())
                        .log("acknowledgement of a reading that was never sent");
            }
        }
    }
}
