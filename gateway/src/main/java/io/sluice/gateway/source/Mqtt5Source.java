/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAck;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAckReasonCode;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session of MQTT 5: the broker sends at most receive-maximum messages ahead of our
 * acknowledgements.
 */
public final class Mqtt5Source extends MqttSource {

    private volatile Mqtt5AsyncClient client;

    /**
     * Does not connect yet.
     *
     * @param sink takes each message on the network thread and must not block
     */
    public Mqtt5Source(
            SourceConfig config,
            List<Subscription> subscriptions,
            Consumer<InboundMessage> sink,
            SourceEvents events,
            Ticker ticker) {
        super(config, config.receiveMaximum(), subscriptions, sink, events, ticker);
        this.client = newClient();
    }

    private Mqtt5AsyncClient newClient() {
        int generation = generation();
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(config.clientId())
                .transportConfig(transport())
                .executorConfig(network.executors())
                .addConnectedListener(
                        context ->
                                connected(
                                        context,
                                        ((Mqtt5ClientConnectedContext) context)
                                                .getConnAck()
                                                .isSessionPresent()))
                .addDisconnectedListener(
                        context -> {
                            disconnected(generation, context);
                            if (context.getReconnector().isReconnect()) {
                                ((Mqtt5ClientDisconnectedContext) context)
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
                publish -> received(generation, (MqttPublish) publish),
                true);
    }

    @Override
    void connect() {
        client.connect(connectPacket());
    }

    Mqtt5Connect connectPacket() {
        Mqtt5ConnectBuilder connect =
                Mqtt5Connect.builder()
                        .cleanStart(false)
                        .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                        .keepAlive(keepAliveSeconds())
                        .restrictions()
                        .receiveMaximum(config.receiveMaximum())
                        .applyRestrictions();
        byte[] password = password();
        String username = config.username();
        if (username != null && password != null) {
            connect =
                    connect.simpleAuth(
                            Mqtt5SimpleAuth.builder()
                                    .username(username)
                                    .password(password)
                                    .build());
        } else if (username != null) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder().username(username).build());
        } else if (password != null) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder().password(password).build());
        }
        return connect.build();
    }

    @Override
    CompletionStage<List<Integer>> subscribe() {
        List<Mqtt5Subscription> wanted =
                subscriptions.stream()
                        .map(
                                subscription ->
                                        Mqtt5Subscription.builder()
                                                .topicFilter(
                                                        subscription.onTheWire(
                                                                config.sharedGroup()))
                                                .qos(qos(subscription.qos()))
                                                .retainHandling(
                                                        Mqtt5RetainHandling
                                                                .SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                                                .build())
                        .toList();
        return client.subscribe(Mqtt5Subscribe.builder().addSubscriptions(wanted).build())
                .handle(
                        (ack, failure) -> {
                            if (failure != null) {
                                return codes(refusedAck(failure));
                            }
                            return codes(ack);
                        });
    }

    @Override
    CompletionStage<List<Integer>> unsubscribe() {
        List<MqttTopicFilter> filters =
                subscriptions.stream()
                        .map(s -> MqttTopicFilter.of(s.onTheWire(config.sharedGroup())))
                        .toList();
        return client.unsubscribe(Mqtt5Unsubscribe.builder().addTopicFilters(filters).build())
                .handle((ack, failure) -> codes(failure == null ? ack : refusedUnsubAck(failure)));
    }

    /** The client throws when every subscription is refused; that is an answer too. */
    private static Mqtt5SubAck refusedAck(Throwable failure) {
        Throwable cause = Reason.ofFuture(failure);
        if (cause instanceof Mqtt5SubAckException refused) {
            return refused.getMqttMessage();
        }
        throw new CompletionException(cause);
    }

    private static Mqtt5UnsubAck refusedUnsubAck(Throwable failure) {
        Throwable cause = Reason.ofFuture(failure);
        if (cause instanceof Mqtt5UnsubAckException refused) {
            return refused.getMqttMessage();
        }
        throw new CompletionException(cause);
    }

    private static List<Integer> codes(Mqtt5UnsubAck ack) {
        return ack.getReasonCodes().stream().map(Mqtt5UnsubAckReasonCode::getCode).toList();
    }

    private static List<Integer> codes(Mqtt5SubAck ack) {
        return ack.getReasonCodes().stream().map(Mqtt5SubAckReasonCode::getCode).toList();
    }

    @Override
    CompletionStage<?> disconnect() {
        return client.disconnect();
    }

    @Override
    @Nullable String permanentRefusal(Throwable cause) {
        if (!(cause instanceof Mqtt5ConnAckException refused)) {
            return null;
        }
        return switch (refused.getMqttMessage().getReasonCode()) {
            case BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD, NOT_AUTHORIZED ->
                    "it refuses our credentials ("
                            + refused.getMqttMessage().getReasonCode()
                            + "); check source.username and source.password or passwordFile";
            case CLIENT_IDENTIFIER_NOT_VALID ->
                    "it refuses the client id '"
                            + config.clientId()
                            + "'; set another source.clientId";
            case UNSUPPORTED_PROTOCOL_VERSION ->
                    "it does not speak MQTT 5; set source.protocol to mqtt3.1.1";
            case BANNED -> "it has banned client '" + config.clientId() + "'; ask its operator";
            default -> null;
        };
    }

    private static MqttQos qos(Qos qos) {
        return switch (qos) {
            case AT_MOST_ONCE -> MqttQos.AT_MOST_ONCE;
            case AT_LEAST_ONCE -> MqttQos.AT_LEAST_ONCE;
            case EXACTLY_ONCE -> MqttQos.EXACTLY_ONCE;
        };
    }
}
