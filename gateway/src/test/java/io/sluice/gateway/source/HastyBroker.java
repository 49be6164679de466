/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks just enough MQTT 5 to do what Artemis does now and then when a session with messages
 * waiting is taken up again: messages come first, CONNACK after them, which is against MQTT 5
 * section 3.2. Later connections are well-behaved and carry a message.
 */
final class HastyBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final int DISCONNECT = 14;
    private static final byte[] CONNACK = {0x20, 3, 1, 0, 0};

    private final int hastyConnections;
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean closed;

    /** The first connections are hasty, so many of them. */
    HastyBroker(int hastyConnections) throws IOException {
        this.hastyConnections = hastyConnections;
        this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        new Thread(this::serve, "hasty-broker").start();
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    private void serve() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                new Thread(() -> talk(socket), "hasty-broker-connection").start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (!closed) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = in.readNBytes(in.readUnsignedByte());
                if (type == CONNECT) {
                    out.write(greeting(connections.incrementAndGet() <= hastyConnections));
                } else if (type == SUBSCRIBE) {
                    out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1});
                } else if (type == DISCONNECT) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static byte[] greeting(boolean hasty) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!hasty) {
            bytes.write(CONNACK);
        }
        bytes.write(message(1));
        bytes.write(message(2));
        if (hasty) {
            bytes.write(CONNACK);
        }
        return bytes.toByteArray();
    }

    /** A PUBLISH at QoS 1 on topic {@code w/1}: MQTT 5 section 3.3. */
    private static byte[] message(int identifier) throws IOException {
        byte[] payload = String.valueOf(identifier).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0x32);
        out.writeByte(2 + 3 + 2 + 1 + payload.length);
        out.writeUTF("w/1");
        out.writeShort(identifier);
        out.writeByte(0);
        out.write(payload);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }
}
