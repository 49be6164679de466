/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
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
 * What a broker answers to a subscriber with one filter, to which it then sends one reading at QoS
 * 1; over MQTT 5 or 3.1.1, as the subscriber has it. Until the process ends.
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

    /** The protocol level of CONNECT stands behind the protocol's name, MQTT 5 section 3.1.2.2. */
    private static final int LEVEL_AT = 6;

    private static final int MQTT_5 = 5;

    /** The length of the properties, of which there are none; 3.1.1 does not have it. */
    private static final byte[] NO_PROPERTIES_5 = {0};

    private static final byte[] NO_PROPERTIES_3 = {};
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
            byte[] noProperties = NO_PROPERTIES_5;
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] rest = in.readNBytes(remainingLength(in));
                if (type == CONNECT && rest[LEVEL_AT] != MQTT_5) {
                    noProperties = NO_PROPERTIES_3;
                }
                answer(type, rest, noProperties, out);
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

    private static void answer(int type, byte[] rest, byte[] noProperties, OutputStream out)
            throws IOException {
        if (type == CONNECT) {
            byte[] noSessionAndSuccess = {0, 0};
            send(out, CONNACK << 4, noSessionAndSuccess, noProperties);
        } else if (type == SUBSCRIBE) {
            byte[] packetIdentifier = {rest[0], rest[1]};
            byte[] granted = {GRANTED_QOS_1};
            send(out, SUBACK << 4, packetIdentifier, noProperties, granted);
            publish(noProperties, out);
        }
    }

    private static void publish(byte[] noProperties, OutputStream out) throws IOException {
        byte[] topic = TOPIC.getBytes(StandardCharsets.UTF_8);
        byte[] length = {0, (byte) topic.length};
        byte[] packetIdentifier = {0, 1};
        byte[] payload = "{\"temperature\":20}".getBytes(StandardCharsets.UTF_8);
        send(out, PUBLISH_AT_QOS_1, length, topic, packetIdentifier, noProperties, payload);
    }

    private static void send(OutputStream out, int header, byte[]... parts) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            rest.write(part);
        }
        out.write(header);
        out.write(rest.size());
        rest.writeTo(out);
        out.flush();
    }
}
