/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection that publishes at QoS 1 with a window of unacknowledged readings, whatever may be
 * published at the moment. A thread writes, another one counts acknowledgements.
 */
final class PublishingConnection {

    private static final int WINDOW = 1_000;

    /** Written at once, if the window allows; so the threads wake up a few times for a window. */
    private static final int LEAST_AT_ONCE = WINDOW / 4;

    private static final int PUBACK_BYTES = 4;
    private static final int IDENTIFIERS = 65_535;

    private final InputStream in;
    private final OutputStream out;
    private final byte[][] packets = new byte[Backlog.DEVICES][];
    private final int identifierAt;

    // under this object's monitor
    private long allowed;
    private long sent;
    private long acknowledged;
    private long heldBackNanos;

    PublishingConnection(int port, String clientId, int payloadBytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        connect(clientId);
        int at = 0;
        for (int device = 0; device < packets.length; device++) {
            byte[] payload = Backlog.payload(device, payloadBytes);
            packets[device] = packet(Backlog.topic(device), payload);
            at = packets[device].length - payload.length - 2;
        }
        identifierAt = at;
        daemon("writes", this::write);
        daemon("counts", this::count);
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

    /** All topics have the same length, so the packet identifier is at the same place in each. */
    private static byte[] packet(String topic, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(0x32); // PUBLISH, QoS 1
        int left = 2 + topic.getBytes(StandardCharsets.UTF_8).length + 2 + payload.length;
        while (left >= 0x80) {
            data.writeByte((left & 0x7f) | 0x80);
            left >>= 7;
        }
        data.writeByte(left);
        data.writeUTF(topic);
        data.writeShort(0);
        data.write(payload);
        return bytes.toByteArray();
    }

    /** Lets it have published so many in all. */
    synchronized void allow(long total) {
        allowed = Math.max(allowed, total);
        notifyAll();
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /** How long it could have published, but was not allowed to. */
    synchronized double heldBackSeconds() {
        return heldBackNanos / 1e9;
    }

    private void write() throws IOException, InterruptedException {
        byte[] buffer = new byte[WINDOW * packets[0].length];
        int identifier = 0;
        int device = 0;
        while (true) {
            int count = awaitTurn();
            int at = 0;
            for (int i = 0; i < count; i++) {
                byte[] packet = packets[device];
                device = (device + 1) % packets.length;
                identifier = identifier % IDENTIFIERS + 1;
                System.arraycopy(packet, 0, buffer, at, packet.length);
                buffer[at + identifierAt] = (byte) (identifier >> 8);
                buffer[at + identifierAt + 1] = (byte) identifier;
                at += packet.length;
            }
            out.write(buffer, 0, at);
        }
    }

    /** Waits until some may be written, and says how many. */
    private synchronized int awaitTurn() throws InterruptedException {
        while (WINDOW - (sent - acknowledged) < LEAST_AT_ONCE) {
            wait();
        }
        long began = System.nanoTime();
        while (sent >= allowed) {
            wait();
        }
        heldBackNanos += System.nanoTime() - began;
        int count = (int) Math.min(WINDOW - (sent - acknowledged), allowed - sent);
        sent += count;
        return count;
    }

    private void count() throws IOException {
        byte[] buffer = new byte[1 << 14];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read; // nothing else than PUBACK comes
            synchronized (this) {
                acknowledged = bytes / PUBACK_BYTES;
                if (WINDOW - (sent - acknowledged) >= LEAST_AT_ONCE) {
                    notifyAll();
                }
            }
        }
        throw new IOException("the broker has ended the connection");
    }

    private static void daemon(String name, Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }
}
