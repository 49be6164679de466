/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.mqtt3.Mqtt3PublishView;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAck;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session of MQTT 3.1.1: how many messages the broker sends ahead of our acknowledgements is the
 * broker's setting.
 */
public final class Mqtt3Source extends MqttSource {

    /** MQTT 3.1.1, section 2.3.1; 0 is none. There is no receive maximum. */
    private static final int MOST_PACKET_IDENTIFIERS = 65_535;

    private volatile Mqtt3AsyncClient client;

    /**
     * Does not connect yet.
     *
     * @param sink takes each message on the network thread and must not block
     */
    public Mqtt3Source(
            SourceConfig config,
            List<Subscription> subscriptions,
            Consumer<InboundMessage> sink,
            SourceEvents events,
            Ticker ticker) {
        super(config, MOST_PACKET_IDENTIFIERS, subscriptions, sink, events, ticker);
        this.client = newClient();
    }

    private Mqtt3AsyncClient newClient() {
        int generation = generation();
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(config.clientId())
                .transportConfig(transport())
                .executorConfig(network.executors())
                .addConnectedListener(
                        context ->
                                connected(
                                        context,
                                        ((Mqtt3ClientConnectedContext) context)
                                                .getConnAck()
                                                .isSessionPresent()))
                .addDisconnectedListener(
                        context -> {
                            disconnected(generation, context);
                            if (context.getReconnector().isReconnect()) {
                                ((Mqtt3ClientDisconnectedContext) context)
                                        .getReconnector()
                                        .connect(connectPacket());
                            }
                        })
                .buildAsync();
    }

    @Override
    void replaceClient() {
        client = newClient();
    }

    @Override
    void registerFlow() {
        int generation = generation();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                publish -> received(generation, ((Mqtt3PublishView) publish).getDelegate()),
                true);
    }

    @Override
    void connect() {
        client.connect(connectPacket());
    }

    Mqtt3Connect connectPacket() {
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder().cleanSession(false).keepAlive(keepAliveSeconds());
        String username = config.username();
        if (username != null) {
            byte[] password = password();
            connect =
                    connect.simpleAuth(
                            password == null
                                    ? Mqtt3SimpleAuth.builder().username(username).build()
                                    : Mqtt3SimpleAuth.builder()
                                            .username(username)
                                            .password(password)
                                            .build());
        }
        return connect.build();
    }

    @Override
    CompletionStage<List<Integer>> subscribe() {
        List<Mqtt3Subscription> wanted =
                subscriptions.stream()
                        .map(
                                subscription ->
                                        Mqtt3Subscription.builder()
                                                .topicFilter(
                                                        subscription.onTheWire(
                                                                config.sharedGroup()))
                                                .qos(
                                                        Objects.requireNonNull(
                                                                MqttQos.fromCode(
                                                                        subscription.qos().code())))
                                                .build())
                        .toList();
        return client.subscribe(Mqtt3Subscribe.builder().addSubscriptions(wanted).build())
                .handle((ack, failure) -> codes(failure == null ? ack : refusedAck(failure)));
    }

    /** The client throws when every subscription is refused; that is an answer too. */
    private static Mqtt3SubAck refusedAck(Throwable failure) {
        Throwable cause = Reason.ofFuture(failure);
        if (cause instanceof Mqtt3SubAckException refused) {
            return refused.getMqttMessage();
        }
        throw new CompletionException(cause);
    }

    private static List<Integer> codes(Mqtt3SubAck ack) {
        return ack.getReturnCodes().stream().map(Mqtt3SubAckReturnCode::getCode).toList();
    }

    @Override
    CompletionStage<List<Integer>> unsubscribe() {
        List<MqttTopicFilter> filters =
                subscriptions.stream()
                        .map(s -> MqttTopicFilter.of(s.onTheWire(config.sharedGroup())))
                        .toList();
        return client.unsubscribe(Mqtt3Unsubscribe.builder().addTopicFilters(filters).build())
                .thenApply(ack -> List.of());
    }

    @Override
    CompletionStage<?> disconnect() {
        return client.disconnect();
    }

    @Override
    @Nullable String permanentRefusal(Throwable cause) {
        if (!(cause instanceof Mqtt3ConnAckException refused)) {
            return null;
        }
        return switch (refused.getMqttMessage().getReturnCode()) {
            case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED ->
                    "it refuses our credentials ("
                            + refused.getMqttMessage().getReturnCode()
                            + "); check source.username and source.password or passwordFile";
            case IDENTIFIER_REJECTED ->
                    "it refuses the client id '"
                            + config.clientId()
                            + "'; set another source.clientId";
            case UNSUPPORTED_PROTOCOL_VERSION ->
                    "it does not speak MQTT 3.1.1; set source.protocol to mqtt5";
            default -> null;
        };
    }
}
