/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

    /** MQTT 5, section 2.1.2: control packet types, with the flags they come with. */
    private static final int CONNECT = 0x10;

    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int PINGREQ = 0xC0;
    private static final int PINGRESP = 0xD0;

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BUFFER_BYTES = 64 << 10;

    private final boolean mqtt5;
    private final int burst;
    private final byte[] publishes;
    private final ServerSocket listening;

    // for the one connection
    private @Nullable Socket socket;
    private @Nullable DataInputStream in;

    /** Listens on a free port of loopback. */
    BrokerStandIn(boolean mqtt5, int burst) throws IOException {
        this.mqtt5 = mqtt5;
        this.burst = burst;
        this.publishes = publishes(mqtt5, burst);
        this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(PATIENCE_MILLIS);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Takes the client's connection and its subscription. */
    void welcome() throws IOException {
        socket = listening.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        expect(CONNECT);
        // no session present, success; no properties
        send(mqtt5 ? new int[] {CONNACK, 3, 0, 0, 0} : new int[] {CONNACK, 2, 0, 0});
        byte[] subscribe = expect(SUBSCRIBE);
        int high = subscribe[0] & 0xFF;
        int low = subscribe[1] & 0xFF;
        // granted QoS 1; no properties
        send(mqtt5 ? new int[] {SUBACK, 4, high, low, 0, 1} : new int[] {SUBACK, 3, high, low, 1});
    }

    /** Sends a burst; returns when the client has acknowledged all of it. */
    void sendBurst() throws IOException {
        out().write(publishes);
        for (int i = 0; i < burst; i++) {
            skip(PUBACK);
        }
    }

    private byte[] expect(int type) throws IOException {
        byte[] body = new byte[next(type)];
        input().readFully(body);
        return body;
    }

    private void skip(int type) throws IOException {
        input().skipNBytes(next(type));
    }

    /** The length of the next packet, which must be of this type; answers a ping by the way. */
    private int next(int expected) throws IOException {
        int type = input().readUnsignedByte();
        while (type == PINGREQ) {
            length();
            send(PINGRESP, 0);
            type = input().readUnsignedByte();
        }
        if (type != expected) {
            throw new IOException(
                    "the client sent packet 0x"
                            + Integer.toHexString(type)
                            + " in place of 0x"
                            + Integer.toHexString(expected));
        }
        return length();
    }

    /** MQTT 5, section 1.5.5: Variable Byte Integer. */
    private int length() throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = input().readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        return length;
    }

    private void send(int... bytes) throws IOException {
        byte[] packet = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            packet[i] = (byte) bytes[i];
        }
        out().write(packet);
    }

    private DataInputStream input() {
        return Objects.requireNonNull(in, "not connected");
    }

    private OutputStream out() throws IOException {
        return Objects.requireNonNull(socket, "not connected").getOutputStream();
    }

    private static byte[] publishes(boolean mqtt5, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int i = 0; i < count; i++) {
            String topic = VariedReadings.topic(i);
            byte[] payload = VariedReadings.json(i);
            int length = 2 + topic.length() + 2 + (mqtt5 ? 1 : 0) + payload.length;
            out.write(PUBLISH_QOS_1);
            out.write((length & 0x7F) | 0x80); // of two digits: 128 to 16,383
            out.write(length >> 7);
            out.writeUTF(topic);
            out.writeShort(i + 1);
            if (mqtt5) {
                out.write(0); // no properties
            }
            out.write(payload);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        listening.close();
    }
}
