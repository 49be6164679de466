/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gate about the packets of one connection and passes on what it lets pass, in order. All
 * of it runs on the connection's network thread. Reading stops while packets wait here: that is how
 * a client is slowed down.
 */
final class GateHandler extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(GateHandler.class);

    private static final int MQTT_5 = 5;

    /** Far below the shortest keep-alive that Artemis could miss. */
    private static final long SAY_ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    // reason codes: MQTT 5, 2.4
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int UNSPECIFIED = 0x80;
    private static final int TOPIC_ALIAS_INVALID = 0x94;
    private static final int PACKET_TOO_LARGE = 0x95;

    /** A packet whose turn has come; the verdict arrives later. */
    private static final class Held {
        private final MqttMessage packet;
        private @Nullable GateVerdict verdict;

        Held(MqttMessage packet, @Nullable GateVerdict verdict) {
            this.packet = packet;
            this.verdict = verdict;
        }
    }

    // for the life of the connection
    private final BrokerGate broker;
    private final GateTerms terms;
    private final RemotingConnection connection;
    private final Map<Integer, String> aliases = new HashMap<>();
    private @Nullable ConnectionGate gate;
    private boolean mqtt5;

    // what is here now, in the order of arrival: held first, then waiting
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<MqttMessage> waiting = new ArrayDeque<>();
    private int unacknowledged;
    private boolean delayed;
    private boolean asking;

    private boolean closing;

    // what Artemis is told in the place of packets that it does not see
    private long saidAliveAt;
    private int ownPings;

    GateHandler(BrokerGate broker, RemotingConnection connection) {
        this.broker = broker;
        this.terms = broker.terms();
        this.connection = connection;
        this.saidAliveAt = System.nanoTime();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (closing) {
            ReferenceCountUtil.release(read);
            return;
        }
        if (!(read instanceof MqttMessage packet) || packet.decoderResult().isFailure()) {
            ctx.fireChannelRead(read);
            return;
        }
        switch (packet.fixedHeader().messageType()) {
            case CONNECT -> {
                open(ctx, (MqttConnectMessage) packet);
                ctx.fireChannelRead(packet);
            }
            case PUBLISH, SUBSCRIBE, UNSUBSCRIBE, DISCONNECT -> {
                waiting.add(packet);
                proceed(ctx);
            }
            default -> ctx.fireChannelRead(packet);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
        Object packet = written;
        if (ownPings > 0
                && packet instanceof MqttMessage message
                && message.fixedHeader().messageType() == MqttMessageType.PINGRESP) {
            ownPings--;
            promise.setSuccess();
            return;
        }
        if (mqtt5 && packet instanceof MqttConnAckMessage answer) {
            packet = GatePackets.withTerms(answer, terms);
        }
        if (gate != null && packet instanceof MqttPublishMessage publish) {
            gate.delivered(publish.variableHeader().topicName());
        }
        ctx.write(packet, promise);
        if (packet instanceof MqttMessage message
                && message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
            unacknowledged--;
            proceed(ctx);
        }
    }

    /** What is still here was not acknowledged, and Netty takes nothing up after this. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        drop();
        if (gate != null) {
            gate.disconnected();
        }
        ctx.fireChannelInactive();
    }

    private void open(ChannelHandlerContext ctx, MqttConnectMessage connect) {
        if (gate != null) {
            return; // a second CONNECT: Artemis ends the connection
        }
        int level = connect.variableHeader().version();
        mqtt5 = level >= MQTT_5;
        String clientId = connect.payload().clientIdentifier();
        gate =
                broker.connected(
                        new GatedClient(
                                clientId == null ? "" : clientId,
                                level,
                                ctx.channel().remoteAddress(),
                                certificates(ctx)));
    }

    /** Takes up as many of the waiting packets as may be taken up now. */
    private void proceed(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty()
                && !delayed
                && !closing
                && held.size() < terms.receiveMaximum()
                && unacknowledged < terms.receiveMaximum()) {
            begin(ctx, waiting.peek());
        }
        if (!closing) {
            ctx.channel().config().setAutoRead(waiting.isEmpty());
        }
        settle(ctx);
    }

    private void begin(ChannelHandlerContext ctx, MqttMessage packet) {
        ConnectionGate asked = gate;
        if (asked == null) {
            waiting.remove();
            held.add(new Held(packet, GateVerdict.disconnect(PROTOCOL_ERROR)));
        } else if (packet instanceof MqttPublishMessage publish) {
            publish(ctx, asked, publish);
        } else {
            waiting.remove();
            held.add(new Held(packet, GateVerdict.PASS));
        }
    }

    private void publish(
            ChannelHandlerContext ctx, ConnectionGate asked, MqttPublishMessage packet) {
        String topic = topic(packet);
        GateVerdict impossible =
                topic.isEmpty()
                        ? GateVerdict.disconnect(TOPIC_ALIAS_INVALID)
                        : packet.payload().readableBytes() > terms.maximumPayloadBytes()
                                ? GateVerdict.disconnect(PACKET_TOO_LARGE)
                                : null;
        if (impossible != null) {
            waiting.remove();
            held.add(new Held(packet, impossible));
            return;
        }
        Duration delay =
                asked.delay(ByteBufUtil.utf8Bytes(topic) + packet.payload().readableBytes());
        if (!delay.isZero()) {
            delayed = true;
            ctx.executor()
                    .schedule(
                            () -> {
                                delayed = false;
                                proceed(ctx);
                            },
                            delay.toNanos(),
                            TimeUnit.NANOSECONDS);
            return;
        }
        waiting.remove();
        Held waits = new Held(plain(packet, topic), null);
        held.add(waits);
        if (qos(packet) == 1) {
            unacknowledged++;
        }
        asking = true;
        asked.publish(
                        new GatedPublish(
                                String.valueOf(connection.getClientID()),
                                topic,
                                ByteBuffer.wrap(ByteBufUtil.getBytes(packet.payload())),
                                qos(packet),
                                packet.fixedHeader().isRetain(),
                                GatePackets.properties(packet)))
                .whenComplete((verdict, failure) -> answered(ctx, waits, verdict, failure));
        asking = false;
    }

    private void answered(
            ChannelHandlerContext ctx,
            Held waits,
            @Nullable GateVerdict verdict,
            @Nullable Throwable failure) {
        if (failure != null) {
            LOG.atError().setCause(failure).log("the gate failed; the connection is closed");
        }
        GateVerdict decided = verdict == null ? GateVerdict.disconnect(UNSPECIFIED) : verdict;
        if (ctx.executor().inEventLoop() && asking) {
            waits.verdict = decided; // whoever is asking settles
            return;
        }
        ctx.executor()
                .execute(
                        () -> {
                            waits.verdict = decided;
                            proceed(ctx);
                        });
    }

    /** Carries out the verdicts that are there, in order. */
    private void settle(ChannelHandlerContext ctx) {
        Held first;
        while ((first = held.peek()) != null && first.verdict != null) {
            held.remove();
            carryOut(ctx, first.packet, first.verdict);
        }
    }

    private void carryOut(ChannelHandlerContext ctx, MqttMessage packet, GateVerdict verdict) {
        switch (verdict.kind()) {
            case PASS -> pass(ctx, packet);
            case ACKNOWLEDGE -> {
                if (packet instanceof MqttPublishMessage publish && qos(publish) == 1) {
                    unacknowledged--;
                    ctx.writeAndFlush(
                            GatePackets.acknowledgement(
                                    publish.variableHeader().packetId(),
                                    verdict.reasonCode(),
                                    mqtt5));
                }
                ReferenceCountUtil.release(packet);
                sayAlive(ctx);
            }
            case DISCARD -> {
                if (packet instanceof MqttPublishMessage publish && qos(publish) == 1) {
                    unacknowledged--;
                }
                ReferenceCountUtil.release(packet);
                sayAlive(ctx);
            }
            case DISCONNECT -> {
                ReferenceCountUtil.release(packet);
                end(ctx, verdict.reasonCode());
            }
        }
    }

    /**
     * Artemis closes a connection on which it sees nothing for longer than its keep-alive, and a
     * client that publishes all the time sends no PINGREQ (MQTT 5, 3.1.2.10).
     */
    private void sayAlive(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (now - saidAliveAt >= SAY_ALIVE_NANOS) {
            saidAliveAt = now;
            ownPings++;
            ctx.fireChannelRead(MqttMessage.PINGREQ);
        }
    }

    private void pass(ChannelHandlerContext ctx, MqttMessage packet) {
        ConnectionGate asked = gate;
        if (asked != null && packet instanceof MqttUnsubscribeMessage unsubscribe) {
            asked.unsubscribe(unsubscribe.payload().topics());
        }
        if (asked != null && packet instanceof MqttSubscribeMessage subscribe) {
            List<GatedSubscription> wanted =
                    subscribe.payload().topicSubscriptions().stream()
                            .map(
                                    one ->
                                            new GatedSubscription(
                                                    one.topicFilter(),
                                                    one.qualityOfService().value()))
                            .toList();
            int refused = asked.subscribe(wanted);
            if (refused >= GateVerdict.DISCONNECT_FLAG) {
                end(ctx, refused - GateVerdict.DISCONNECT_FLAG);
                return;
            }
            if (refused != 0) {
                ctx.writeAndFlush(GatePackets.refusal(subscribe, refused, mqtt5));
                return;
            }
        }
        ctx.fireChannelRead(packet);
    }

    private void end(ChannelHandlerContext ctx, int reasonCode) {
        closing = true;
        drop();
        if (mqtt5) {
            ctx.writeAndFlush(GatePackets.disconnect(reasonCode))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.close();
        }
    }

    private void drop() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        held.forEach(one -> ReferenceCountUtil.release(one.packet));
        held.clear();
    }

    /** The topic, with its alias learned or looked up; empty if the alias cannot be. */
    private String topic(MqttPublishMessage packet) {
        String topic = packet.variableHeader().topicName();
        Integer alias = mqtt5 ? GatePackets.alias(packet) : null;
        if (alias == null) {
            return topic;
        }
        if (alias < 1 || alias > terms.topicAliasMaximum()) {
            return "";
        }
        if (topic.isEmpty()) {
            return aliases.getOrDefault(alias, "");
        }
        aliases.put(alias, topic);
        return topic;
    }

    private static MqttPublishMessage plain(MqttPublishMessage packet, String topic) {
        return GatePackets.alias(packet) == null ? packet : GatePackets.withoutAlias(packet, topic);
    }

    private static int qos(MqttPublishMessage publish) {
        return publish.fixedHeader().qosLevel().value();
    }

    private static List<X509Certificate> certificates(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls == null) {
            return List.of();
        }
        try {
            return Arrays.stream(tls.engine().getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            LOG.trace("no client certificate", e);
            return List.of();
        }
    }
}
