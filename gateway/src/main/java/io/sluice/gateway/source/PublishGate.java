/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Stands behind the client's decoder, in one connection, and keeps back what finds no room in the
 * {@link PublishWindow}; meanwhile nothing is read from the socket, so that the broker keeps the
 * rest. Order is kept.
 *
 * <p>A broker of MQTT 5 that keeps to the rules never fills the window: it stops at the receive
 * maximum by itself. Mosquitto 2.0.11 does not: for one acknowledgement it sends as many further
 * messages as may be in flight altogether, and so its whole backlog. Without this the client would
 * break the connection for it; and where more than 65,535 messages are unacknowledged, packet
 * identifiers come again, and the client would take one message for another and never hand it on.
 */
final class PublishGate extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final ReadPace reading;
    private final PublishWindow window;
    private final PublishTaker taker;
    private final Runnable onOverrun;
    private final ArrayDeque<MqttStatefulPublish> held = new ArrayDeque<>();
    private boolean overrun;

    private PublishGate(
            Channel channel,
            ReadPace reading,
            PublishWindow window,
            PublishTaker taker,
            Runnable onOverrun) {
        this.channel = channel;
        this.reading = reading;
        this.window = window;
        this.taker = taker;
        this.onOverrun = onOverrun;
    }

    /**
     * To be called on the network thread at each CONNACK, since each connection is a channel of its
     * own.
     *
     * @param taker stands behind it
     * @param onOverrun called the first time that a connection brings more messages than there may
     *     be
     */
    static void install(
            Channel channel,
            ReadPace reading,
            PublishWindow window,
            PublishTaker taker,
            Runnable onOverrun) {
        PublishGate gate = new PublishGate(channel, reading, window, taker, onOverrun);
        channel.pipeline().addAfter(NetworkChannel.DECODER, "sluice.publish-gate", gate);
        window.open(channel.eventLoop(), gate, taker);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof MqttStatefulPublish publish)) {
            ctx.fireChannelRead(message);
        } else if (taker.isRepetition(publish)) {
            return; // the first one is acknowledged in its time
        } else if (!held.isEmpty() || !hasRoomFor(publish)) {
            hold(publish);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean hasRoomFor(MqttStatefulPublish publish) {
        MqttPublish message = publish.stateless();
        if (message.getQos() == MqttQos.AT_MOST_ONCE) {
            return true; // not acknowledged, so not in the window
        }
        ByteBuffer payload = message.getRawPayload();
        return window.hasRoomFor(payload == null ? 0 : payload.remaining());
    }

    private void hold(MqttStatefulPublish publish) {
        if (held.isEmpty()) {
            reading.stop();
            window.holds(true);
        }
        held.add(publish);
        if (!overrun && window.isFull()) {
            overrun = true;
            onOverrun.run();
        }
    }

    /** Hands on what has found room by now. */
    void handOn() {
        ChannelHandlerContext here = channel.pipeline().context(this);
        if (held.isEmpty() || here == null) {
            return;
        }
        boolean moved = false;
        while (!held.isEmpty() && hasRoomFor(held.element())) {
            here.fireChannelRead(held.remove());
            moved = true;
        }
        if (held.isEmpty()) {
            window.holds(false);
            reading.goOn();
        } else if (moved) {
            window.holds(true);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.clear(); // the broker has no acknowledgement, and sends them again
        window.holds(false);
    }
}
