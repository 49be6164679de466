/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.mqtt.BrokerSide;
import io.sluice.benchmarks.mqtt.PublishPackets;
import io.sluice.benchmarks.reading.Stamp;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * As much of a broker as it takes to send readings to one client: welcomes it, then sends bursts of
 * prepared PUBLISH packets at QoS 1, each when the one before is acknowledged. For one thread;
 * fails if the client is silent for a minute.
 */
final class BrokerStandIn implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final int burst;
    private final byte[] publishes;
    private final ServerSocket listening;

    // for the one connection
    private @Nullable Socket socket;
    private @Nullable BrokerSide side;

    /** Listens on a free port of loopback. */
    BrokerStandIn(boolean mqtt5, int burst) throws IOException {
        this.burst = burst;
        this.publishes = publishes(mqtt5, burst);
        this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(PATIENCE_MILLIS);
    }

    private static byte[] publishes(boolean mqtt5, int count) {
        PublishPackets packets = new PublishPackets(VariedReadings.BYTES, 1, mqtt5);
        byte[] all = new byte[count * packets.size()];
        for (int i = 0; i < count; i++) {
            packets.putNext(all, i * packets.size(), Stamp.now());
        }
        return all;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Takes the client's connection and its subscription. */
    void welcome() throws IOException {
        socket = listening.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        side = new BrokerSide(socket);
        while (!side.isSubscribed()) {
            serve(side);
        }
    }

    /** Sends a burst; returns when the client has acknowledged all of it. */
    void sendBurst() throws IOException {
        BrokerSide client = Objects.requireNonNull(side, "not connected");
        client.out().write(publishes);
        int left = burst;
        while (left > 0) {
            left -= serve(client);
        }
    }

    private static int serve(BrokerSide client) throws IOException {
        int acknowledged = client.serve();
        if (acknowledged == BrokerSide.GONE) {
            throw new IOException("the client has left");
        }
        return acknowledged;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        listening.close();
    }
}
