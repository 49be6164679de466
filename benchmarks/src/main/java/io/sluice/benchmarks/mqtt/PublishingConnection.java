/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One connection over MQTT 3.1.1 that publishes: a thread writes, another counts. */
final class PublishingConnection {

    private static final int WINDOW = 1_000;
    private static final int PUBACK_BYTES = 4;

    private final InputStream in;
    private final OutputStream out;
    private final ReadingWriter writer;

    PublishingConnection(int port, String clientId, int payloadBytes, int qos) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        connect(clientId);
        writer = new ReadingWriter(out, new PublishPackets(payloadBytes, qos, false), WINDOW);
        Daemons.start("writes", writer::run);
        Daemons.start("counts", this::count);
    }

    private void connect(String clientId) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(0x10);
        data.writeByte(10 + 2 + clientId.length());
        data.writeUTF("MQTT");
        data.writeByte(4); // MQTT 3.1.1
        data.writeByte(2); // clean session
        data.writeShort(0); // no keep-alive
        data.writeUTF(clientId);
        out.write(bytes.toByteArray());
        new DataInputStream(in).readInt(); // CONNACK
    }

    ReadingWriter writer() {
        return writer;
    }

    private void count() throws IOException {
        byte[] buffer = new byte[1 << 14];
        int bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read; // nothing else than PUBACK comes
            writer.acknowledge(bytes / PUBACK_BYTES);
            bytes %= PUBACK_BYTES;
        }
        throw new IOException("the broker has ended the connection");
    }
}
