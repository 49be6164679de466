/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks just enough MQTT to send numbered messages at QoS 1 as Mosquitto 2.0.11 does: all of its
 * backlog at once, whatever is unacknowledged, and packet identifiers 1 to 65,535 again and again.
 */
final class OverrunningBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int PUBACK = 4;
    private static final int SUBSCRIBE = 8;
    private static final int DISCONNECT = 14;
    private static final byte[] TOPIC = "w/1".getBytes(StandardCharsets.US_ASCII);

    private final boolean mqtt5;
    private final int messages;
    private final boolean repeats;
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Sends so many messages to the first who subscribes. */
    OverrunningBroker(boolean mqtt5, int messages) throws IOException {
        this(mqtt5, messages, false);
    }

    /**
     * The same.
     *
     * @param repeats as if it had sent them all over an earlier connection: they are marked as
     *     repeated
     */
    OverrunningBroker(boolean mqtt5, int messages, boolean repeats) throws IOException {
        this.repeats = repeats;
        this.mqtt5 = mqtt5;
        this.messages = messages;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        new Thread(this::serve, "overrunning-broker").start();
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    /** How often a client has connected. */
    int connections() {
        return connections.get();
    }

    /** How many messages are acknowledged, each in its turn. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** What the client did wrong. */
    List<String> breaches() {
        return breaches;
    }

    /** The packet identifier of a message. */
    private static int identifier(int number) {
        return number % 65_535 + 1;
    }

    private void serve() {
        while (!closed) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                talk(socket);
            } catch (IOException e) {
                if (!closed) {
                    breaches.add("the connection broke: " + e);
                }
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        while (true) {
            int type = in.readUnsignedByte() >> 4;
            byte[] body = in.readNBytes(remainingLength(in));
            int identifier = (body.length < 2) ? 0 : ((body[0] & 0xff) << 8) | (body[1] & 0xff);
            switch (type) {
                case CONNECT -> {
                    out.write(mqtt5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0});
                    out.flush();
                }
                case SUBSCRIBE -> {
                    out.writeByte(0x90);
                    out.writeByte(mqtt5 ? 4 : 3);
                    out.writeShort(identifier);
                    out.write(mqtt5 ? new byte[] {0, 1} : new byte[] {1});
                    new Thread(() -> sendAll(out), "overrunning-broker-sends").start();
                }
                case PUBACK -> acknowledge(identifier);
                case DISCONNECT -> {
                    return;
                }
                default -> breaches.add("a packet of type " + type);
            }
        }
    }

    private void acknowledge(int identifier) {
        int expected = identifier(acknowledged.getAndIncrement());
        if (identifier != expected && breaches.isEmpty()) {
            breaches.add("acknowledges " + identifier + " in place of " + expected);
        }
    }

    private void sendAll(DataOutputStream out) {
        try {
            for (int number = 0; number < messages; number++) {
                byte[] payload = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
                out.writeByte(repeats ? 0x3A : 0x32);
                out.writeByte(2 + TOPIC.length + 2 + (mqtt5 ? 1 : 0) + payload.length);
                out.writeShort(TOPIC.length);
                out.write(TOPIC);
                out.writeShort(identifier(number));
                if (mqtt5) {
                    out.writeByte(0);
                }
                out.write(payload);
            }
            out.flush();
        } catch (IOException e) {
            breaches.add("the connection broke: " + e);
        }
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
