/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands in front of everything else in one connection and decides when the socket is read. Brokers
 * write each message by itself, and a system call for each costs more than all else that a gateway
 * does with it. So while messages come one close behind the other the socket is left alone for a
 * moment, and what has gathered is read together, synced together and acknowledged together. After
 * a pause the first message is read at once.
 *
 * <p>On the network thread only.
 */
final class ReadPace extends ChannelInboundHandlerAdapter {

    /** Two reads that are no further apart are one close behind the other. */
    static final Duration CLOSE = Duration.ofMillis(3);

    /** How long messages gather; what the event loop can tell apart. */
    static final Duration GATHER = Duration.ofMillis(1);

    /** So much in one read, and there is more. */
    static final int MUCH_BYTES = 32 << 10;

    private final Channel channel;
    private final Ticker ticker;
    private long bytes;
    private long lastReadNanos;
    private boolean stopped;
    private boolean waits;

    private ReadPace(Channel channel, Ticker ticker) {
        this.channel = channel;
        this.ticker = ticker;
        this.lastReadNanos = ticker.nanos() - CLOSE.toNanos();
    }

    /** Takes over the reading of a connection, as it is when its CONNACK is read. */
    static ReadPace install(Channel channel, Ticker ticker) {
        ReadPace pace = new ReadPace(channel, ticker);
        channel.config().setAutoRead(false);
        channel.pipeline().addFirst("sluice.read-pace", pace);
        channel.read();
        return pace;
    }

    /** Nothing more is to be read. */
    void stop() {
        stopped = true;
    }

    /** Goes on reading. */
    void goOn() {
        stopped = false;
        channel.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf read) {
            bytes += read.readableBytes();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        long now = ticker.nanos();
        boolean close = now - lastReadNanos < CLOSE.toNanos();
        boolean much = bytes >= MUCH_BYTES;
        lastReadNanos = now;
        bytes = 0;
        if (stopped || waits) {
            return;
        }
        if (close && !much) {
            waits = true;
            channel.eventLoop().schedule(this::gathered, GATHER.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            channel.read();
        }
    }

    private void gathered() {
        waits = false;
        if (!stopped) {
            channel.read();
        }
    }
}
