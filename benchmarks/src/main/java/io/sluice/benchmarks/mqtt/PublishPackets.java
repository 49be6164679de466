/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import io.sluice.benchmarks.reading.SizedReadings;
import io.sluice.benchmarks.reading.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * PUBLISH packets of one size, one for each topic, in turns; only packet identifier and stamp
 * change. For one thread.
 */
public final class PublishPackets {

    private static final int AT_MOST_ONCE = 0x30;
    private static final int AT_LEAST_ONCE = 0x32;
    private static final int IDENTIFIERS = 65_535;

    private final byte[][] packets = new byte[SizedReadings.DEVICES][];
    private final int qos;
    private final int identifierAt;
    private final int payloadAt;

    private int device;
    private int identifier;

    /**
     * @param qos 0 or 1
     * @param mqtt5 whether a PUBLISH has properties (none)
     */
    public PublishPackets(int payloadBytes, int qos, boolean mqtt5) {
        this.qos = qos;
        for (int i = 0; i < packets.length; i++) {
            packets[i] =
                    packet(
                            SizedReadings.topic(i),
                            SizedReadings.payload(i, payloadBytes),
                            qos,
                            mqtt5);
        }
        payloadAt = packets[0].length - payloadBytes;
        identifierAt = payloadAt - (mqtt5 ? 1 : 0) - 2;
    }

    private static byte[] packet(String topic, byte[] payload, int qos, boolean mqtt5) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream data = new DataOutputStream(bytes);
            data.writeByte(qos == 0 ? AT_MOST_ONCE : AT_LEAST_ONCE);
            writeLength(
                    data,
                    2 + topic.length() + (qos == 0 ? 0 : 2) + (mqtt5 ? 1 : 0) + payload.length);
            data.writeUTF(topic);
            if (qos > 0) {
                data.writeShort(0);
            }
            if (mqtt5) {
                data.writeByte(0);
            }
            data.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A variable byte integer: MQTT 5, section 1.5.5. */
    private static void writeLength(DataOutputStream data, int length) throws IOException {
        int left = length;
        while (left >= 0x80) {
            data.writeByte((left & 0x7f) | 0x80);
            left >>= 7;
        }
        data.writeByte(left);
    }

    /** Bytes of a packet; all are alike. */
    public int size() {
        return packets[0].length;
    }

    /** Whether they are acknowledged one by one. */
    boolean acknowledged() {
        return qos > 0;
    }

    /** Copies the next packet to {@code buffer}, with this {@link Stamp}. */
    public void putNext(byte[] buffer, int at, long micros) {
        System.arraycopy(packets[device], 0, buffer, at, packets[device].length);
        device = (device + 1) % packets.length;
        if (qos > 0) {
            identifier = identifier % IDENTIFIERS + 1;
            buffer[at + identifierAt] = (byte) (identifier >> 8);
            buffer[at + identifierAt + 1] = (byte) identifier;
        }
        Stamp.write(buffer, at + payloadAt, micros);
    }
}
