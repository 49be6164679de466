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

/**
 * The broker's side of the one connection: answers CONNECT, SUBSCRIBE and PINGREQ, and counts
 * acknowledgements, while another thread writes readings.
 */
final class GeneratorConnection {

    private static final int CONNECT = 0x10;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int PINGREQ = 0xc0;
    private static final int DISCONNECT = 0xe0;

    private final OutputStream out;
    private final MqttPackets in;
    private final boolean mqtt5;
    private final ReadingWriter writer;

    /**
     * Waits for the client's CONNECT and answers it.
     *
     * @param window readings that may be unacknowledged, if the client's receive-maximum is not
     *     less
     */
    GeneratorConnection(Socket socket, int window, int payloadBytes, int qos) throws IOException {
        out = socket.getOutputStream();
        in = new MqttPackets(socket.getInputStream());
        ConnectPacket client = connect(in);
        mqtt5 = client.mqtt5();
        writer =
                new ReadingWriter(
                        out,
                        new PublishPackets(payloadBytes, qos, mqtt5),
                        Math.min(window, client.receiveMaximum()));
        write(mqtt5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0});
    }

    private static ConnectPacket connect(MqttPackets in) throws IOException {
        Packet packet = in.poll();
        while (packet == null) {
            if (!in.fill()) {
                throw new IOException("a client that did not say CONNECT");
            }
            packet = in.poll();
        }
        if (packet.header() != CONNECT) {
            throw new IOException("a client that did not begin with CONNECT");
        }
        return ConnectPacket.read(packet.rest());
    }

    /** Serves until the client leaves. */
    void serve() throws IOException {
        do {
            int acknowledged = 0;
            for (Packet packet = in.poll(); packet != null; packet = in.poll()) {
                switch (packet.header()) {
                    case PUBACK -> acknowledged++;
                    case SUBSCRIBE -> subscribe(packet.rest());
                    case PINGREQ -> write(new byte[] {(byte) 0xd0, 0});
                    case DISCONNECT -> {
                        return;
                    }
                    default -> throw new IOException("an unexpected packet, " + packet.header());
                }
            }
            if (acknowledged > 0) {
                writer.acknowledge(acknowledged);
            }
        } while (in.fill());
    }

    /** Grants QoS 1 for each filter. */
    private void subscribe(ByteBuffer packet) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(packet.get());
        rest.write(packet.get());
        if (mqtt5) {
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
    }

    private void write(byte[] packet) throws IOException {
        synchronized (out) {
            out.write(packet);
        }
    }

    ReadingWriter writer() {
        return writer;
    }
}
