/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an MQTT 5 broker answers to a subscriber with one filter, to which it then sends one reading
 * at QoS 1. Until the process ends.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901019">MQTT
 *     Control Packets</a>
 */
final class BrokerAnswers {

    static final String TOPIC = "rehearsal";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerAnswers.class);

    // types of control packets, MQTT 5 section 2.1.2
    private static final int CONNECT = 1;
    private static final int CONNACK = 2;
    private static final int PUBLISH_AT_QOS_1 = 0x32;
    private static final int SUBSCRIBE = 8;
    private static final int SUBACK = 9;

    private static final byte NO_PROPERTIES = 0;
    private static final byte GRANTED_QOS_1 = 1;

    private final ServerSocket server;

    private BrokerAnswers(ServerSocket server) {
        this.server = server;
    }

    static BrokerAnswers listen() throws IOException {
        BrokerAnswers answers =
                new BrokerAnswers(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(answers::serve, "rehearsal-broker");
        thread.setDaemon(true);
        thread.start();
        return answers;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                answer(type, in.readNBytes(remainingLength(in)), out);
            }
        } catch (EOFException e) {
            LOG.debug("the gateway has left", e);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e).log("the rehearsal's broker ended");
        }
    }

    /** A variable byte integer, MQTT 5 section 1.5.5. */
    private static int remainingLength(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return length;
    }

    private static void answer(int type, byte[] rest, OutputStream out) throws IOException {
        if (type == CONNECT) {
            byte noSession = 0;
            byte success = 0;
            send(out, CONNACK << 4, noSession, success, NO_PROPERTIES);
        } else if (type == SUBSCRIBE) {
            send(out, SUBACK << 4, rest[0], rest[1], NO_PROPERTIES, GRANTED_QOS_1);
            publish(out);
        }
    }

    private static void publish(OutputStream out) throws IOException {
        byte[] topic = TOPIC.getBytes(StandardCharsets.UTF_8);
        byte[] payload = "{\"temperature\":20}".getBytes(StandardCharsets.UTF_8);
        byte[] rest = new byte[2 + topic.length + 3 + payload.length];
        rest[1] = (byte) topic.length;
        System.arraycopy(topic, 0, rest, 2, topic.length);
        byte packetIdentifier = 1;
        rest[2 + topic.length + 1] = packetIdentifier;
        rest[2 + topic.length + 2] = NO_PROPERTIES;
        System.arraycopy(payload, 0, rest, 2 + topic.length + 3, payload.length);
        send(out, PUBLISH_AT_QOS_1, rest);
    }

    private static void send(OutputStream out, int header, byte... rest) throws IOException {
        byte[] packet = new byte[2 + rest.length];
        packet[0] = (byte) header;
        packet[1] = (byte) rest.length;
        System.arraycopy(rest, 0, packet, 2, rest.length);
        out.write(packet);
        out.flush();
    }
}
