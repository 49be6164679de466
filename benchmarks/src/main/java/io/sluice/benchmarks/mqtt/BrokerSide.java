/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import io.sluice.benchmarks.mqtt.MqttPackets.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The broker's side of a connection with a client that takes readings: answers CONNECT, SUBSCRIBE
 * and PINGREQ, over MQTT 3.1.1 or 5, and counts acknowledgements. One thread serves; any may write
 * to {@link #out}, under its monitor.
 */
public final class BrokerSide {

    /** What {@link #serve} returns when the client has left. */
    public static final int GONE = -1;

    private static final int CONNECT = 0x10;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int PINGREQ = 0xc0;
    private static final int DISCONNECT = 0xe0;

    private final OutputStream out;
    private final MqttPackets in;
    private final ConnectPacket client;
    private boolean subscribed;

    /** Waits for the client's CONNECT and answers it. */
    public BrokerSide(Socket socket) throws IOException {
        out = socket.getOutputStream();
        in = new MqttPackets(socket.getInputStream());
        Packet first = next();
        if (first == null || first.header() != CONNECT) {
            throw new IOException("a client that did not begin with CONNECT");
        }
        client = ConnectPacket.read(first.rest());
        write(client.mqtt5() ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0});
    }

    /** Whether the client speaks MQTT 5. */
    public boolean mqtt5() {
        return client.mqtt5();
    }

    /** How many readings the client will have unacknowledged at most. */
    public int receiveMaximum() {
        return client.receiveMaximum();
    }

    /** Whether the client has subscribed, to whatever. For the thread that serves. */
    public boolean isSubscribed() {
        return subscribed;
    }

    /** What goes to the client. */
    public OutputStream out() {
        return out;
    }

    /**
     * Waits until something comes, and answers all that has come.
     *
     * @return how many acknowledgements were in it, or {@link #GONE}
     */
    public int serve() throws IOException {
        Packet packet = next();
        if (packet == null) {
            return GONE;
        }
        int acknowledged = 0;
        for (; packet != null; packet = in.poll()) {
            switch (packet.header()) {
                case PUBACK -> acknowledged++;
                case SUBSCRIBE -> subscribe(packet.rest());
                case PINGREQ -> write(new byte[] {(byte) 0xd0, 0});
                case DISCONNECT -> {
                    return GONE;
                }
                default -> throw new IOException("an unexpected packet, " + packet.header());
            }
        }
        return acknowledged;
    }

    /** Waits for a packet; null at the end of the connection. */
    private @Nullable Packet next() throws IOException {
        Packet packet = in.poll();
        while (packet == null && in.fill()) {
            packet = in.poll();
        }
        return packet;
    }

    /** Grants QoS 1 for each filter. */
    private void subscribe(ByteBuffer packet) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(packet.get());
        rest.write(packet.get());
        if (mqtt5()) {
            int length = MqttPackets.readLength(packet);
            packet.position(packet.position() + length);
            rest.write(0);
        }
        while (packet.hasRemaining()) {
            int length = packet.getShort();
            packet.position(packet.position() + length + 1);
            rest.write(1);
        }
        byte[] answer = new byte[2 + rest.size()];
        answer[0] = (byte) 0x90;
        answer[1] = (byte) rest.size();
        System.arraycopy(rest.toByteArray(), 0, answer, 2, rest.size());
        write(answer);
        subscribed = true;
    }

    private void write(byte[] packet) throws IOException {
        synchronized (out) {
            out.write(packet);
        }
    }
}
