/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.handler.disconnect.MqttDisconnectEvent;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of QoS 0 and 1 off the client, in one connection, and acknowledges them itself: a
 * handful of objects for each instead of some twenty, and one write for what is settled together.
 * QoS 2 is left to the client.
 *
 * <p>What the broker sends again over a later connection is taken again: there its packet
 * identifier may stand for another message, and to acknowledge the wrong one is to lose it. What it
 * repeats over the same connection is dropped.
 *
 * <p>On the network thread only.
 */
final class PublishTaker extends ChannelInboundHandlerAdapter {

    /** MQTT 5, 3.4: fixed header and remaining length of a PUBACK with reason code 0. */
    private static final int PUBACK = 0x4002;

    private static final int PUBACK_BYTES = 4;

    /** MQTT 5, 2.2.1: two bytes, and 0 is none. */
    private static final int ALL_IDENTIFIERS = 65_535;

    private static final int FIRST_CAPACITY = 64 * PUBACK_BYTES;

    private final Taken taken;
    private @Nullable ChannelHandlerContext here;
    private @Nullable ByteBuf acknowledgements;

    /** Packet identifiers of what has come and is not acknowledged. */
    private final BitSet pending = new BitSet();

    private boolean cameRound;

    /** Who gets the messages. */
    interface Taken {
        /**
         * A message of QoS 0 or 1.
         *
         * @param packetIdentifier with QoS 1, to be acknowledged with
         */
        void taken(MqttPublish publish, int packetIdentifier, PublishTaker connection);
    }

    private PublishTaker(Taken taken) {
        this.taken = taken;
    }

    /**
     * To be called on the network thread at each CONNACK, as for {@link PublishGate}, behind which
     * it stands.
     */
    static PublishTaker install(Channel channel, Taken taken) {
        PublishTaker taker = new PublishTaker(taken);
        channel.pipeline().addBefore(NetworkChannel.INCOMING_QOS, "sluice.publish-taker", taker);
        return taker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        here = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof MqttStatefulPublish publish
                && publish.stateless().getQos() != MqttQos.EXACTLY_ONCE) {
            taken.taken(publish.stateless(), publish.getPacketIdentifier(), this);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /**
     * To be asked once for each message as it arrives: whether the broker repeats one of QoS 1 that
     * has come over this connection and is not acknowledged. MQTT 5 forbids that, MQTT 3.1.1 does
     * not, and some brokers do it after a time. Once all identifiers were in use and one comes
     * again, they have come round, as with Mosquitto 2.0.11, which sends its whole backlog: then
     * none tells a repetition any more, and everything is taken.
     */
    boolean isRepetition(MqttStatefulPublish publish) {
        if (publish.stateless().getQos() != MqttQos.AT_LEAST_ONCE) {
            return false;
        }
        int packetIdentifier = publish.getPacketIdentifier();
        if (!cameRound && publish.isDup() && pending.get(packetIdentifier)) {
            cameRound = pending.cardinality() == ALL_IDENTIFIERS;
            if (!cameRound) {
                return true;
            }
        }
        pending.set(packetIdentifier);
        return false;
    }

    /** Acknowledges a message with the next {@link #flush}; nothing if the connection has ended. */
    void acknowledge(int packetIdentifier) {
        ChannelHandlerContext connection = here;
        if (connection == null) {
            return;
        }
        ByteBuf buffer = acknowledgements;
        if (buffer == null) {
            buffer = connection.alloc().buffer(FIRST_CAPACITY);
            acknowledgements = buffer;
        }
        buffer.writeShort(PUBACK).writeShort(packetIdentifier);
        pending.clear(packetIdentifier);
    }

    /** Writes what was acknowledged. */
    void flush() {
        ByteBuf buffer = acknowledgements;
        if (buffer != null && here != null) {
            acknowledgements = null;
            here.writeAndFlush(buffer);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof MqttDisconnectEvent) {
            end(); // nothing may follow a DISCONNECT (MQTT 5, 3.14.4)
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        here = null;
        if (acknowledgements != null) {
            acknowledgements.release();
            acknowledgements = null;
        }
    }
}
