/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.mqtt.NetworkThread;
import io.sluice.gateway.outlet.OutboundMessage;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session with AWS IoT Core, used once: it is opened, takes messages, ends. It leaves no state
 * at AWS, since what was not acknowledged is sent again by another connection. Any thread.
 */
final class RelayConnection {

    private static final int KEEP_ALIVE_SECONDS = 30;

    private final String clientId;
    private final Mqtt5AsyncClient client;

    // guarded by the relay
    private final ConnectionPace pace;
    private final Set<Reservation> underWay = new LinkedHashSet<>();
    private int window = IotCoreLimits.UNACKNOWLEDGED;
    private long lastUsed;

    /**
     * Prepares a session.
     *
     * @param ended told once, when an open connection ends
     */
    RelayConnection(
            Endpoint endpoint,
            String clientId,
            NetworkThread network,
            long nowNanos,
            Consumer<Throwable> ended) {
        this.clientId = clientId;
        this.pace = new ConnectionPace(nowNanos);
        this.lastUsed = nowNanos;
        this.client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(clientId)
                        .transportConfig(endpoint.transport())
                        .executorConfig(network.executors())
                        .addDisconnectedListener(context -> ended.accept(context.getCause()))
                        .buildAsync();
    }

    String clientId() {
        return clientId;
    }

    /** Opens it; fails with the reason if that cannot be done. */
    CompletableFuture<?> open() {
        return client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .send()
                .thenAccept(
                        answer ->
                                window =
                                        Math.min(
                                                window,
                                                answer.getRestrictions().getReceiveMaximum()));
    }

    /** A message's place among those that are not acknowledged yet. */
    final class Reservation {
        private final long sentAt;

        private Reservation(long sentAt) {
            this.sentAt = sentAt;
        }

        CompletableFuture<Mqtt5PublishResult> publish(OutboundMessage message) {
            return client.publish(packet(message));
        }

        /** Gives it back; under the relay's monitor, as everything that counts. */
        void release() {
            underWay.remove(this);
        }
    }

    /** Whether it waits for acknowledgements, so that nothing more may be sent. */
    boolean isFull() {
        return underWay.size() >= window;
    }

    /** Nanoseconds until it takes a message of this size; Long.MAX_VALUE if its window is full. */
    long waitFor(int size, long nowNanos) {
        return isFull() ? Long.MAX_VALUE : pace.waitFor(size, nowNanos);
    }

    /** Reserves what a message needs. */
    Reservation reserve(int size, long nowNanos) {
        Reservation reservation = new Reservation(nowNanos);
        underWay.add(reservation);
        lastUsed = nowNanos;
        pace.sent(size, nowNanos);
        return reservation;
    }

    /** For how long nothing was sent. */
    long idleNanos(long nowNanos) {
        return underWay.isEmpty() ? nowNanos - lastUsed : 0;
    }

    /**
     * For how long the oldest message has waited for its acknowledgement. That of others says
     * nothing: AWS discards what is too much, and acknowledges what comes after it.
     */
    long oldestNanos(long nowNanos) {
        return underWay.isEmpty() ? 0 : nowNanos - underWay.iterator().next().sentAt;
    }

    private static Mqtt5Publish packet(OutboundMessage message) {
        MessageProperties properties = message.properties();
        Mqtt5PublishBuilder.Complete packet =
                Mqtt5Publish.builder()
                        .topic(message.topic())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(message.payload().asReadOnlyBuffer());
        if (properties.isEmpty()) {
            return packet.build();
        }
        if (properties.utf8()) {
            packet = packet.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8);
        }
        if (properties.contentType() != null) {
            packet = packet.contentType(properties.contentType());
        }
        if (properties.responseTopic() != null) {
            packet = packet.responseTopic(properties.responseTopic());
        }
        if (properties.correlationData() != null) {
            packet = packet.correlationData(properties.correlationData().asReadOnlyBuffer());
        }
        return packet.userProperties(userProperties(properties)).build();
    }

    private static Mqtt5UserProperties userProperties(MessageProperties properties) {
        Mqtt5UserPropertiesBuilder all = Mqtt5UserProperties.builder();
        for (UserProperty property : properties.userProperties()) {
            all = all.add(property.name(), property.value());
        }
        return all.build();
    }

    /** Ends it; what is under way fails and is to be sent again by another. */
    @Nullable CompletableFuture<Void> end() {
        return client.getState().isConnectedOrReconnect() ? client.disconnect() : null;
    }
}
