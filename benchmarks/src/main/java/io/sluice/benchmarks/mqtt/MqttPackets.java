/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts what a client sends into packets. For one thread. */
final class MqttPackets {

    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);

    MqttPackets(InputStream in) {
        this.in = in;
    }

    /**
     * A packet.
     *
     * @param header its first byte
     * @param rest what follows its length
     */
    record Packet(int header, ByteBuffer rest) {}

    /** The next packet that has come already, or null. */
    @Nullable Packet poll() throws IOException {
        int from = buffer.position();
        try {
            int header = buffer.get() & 0xff;
            int length = readLength(buffer);
            if (length <= buffer.remaining()) {
                ByteBuffer rest = buffer.slice(buffer.position(), length);
                buffer.position(buffer.position() + length);
                return new Packet(header, rest);
            }
        } catch (BufferUnderflowException e) {
            // it has not come as a whole yet
        }
        buffer.position(from);
        return null;
    }

    /** Waits for more. False at the end of the connection. */
    boolean fill() throws IOException {
        buffer.compact();
        if (!buffer.hasRemaining()) {
            throw new IOException("a packet of more than " + buffer.capacity() + " bytes");
        }
        int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
        buffer.position(buffer.position() + Math.max(0, read));
        buffer.flip();
        return read >= 0;
    }

    /** A variable byte integer: MQTT 5, section 1.5.5. */
    static int readLength(ByteBuffer packet) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = packet.get();
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return length;
            }
        }
        throw new IOException("a length of more than four bytes");
    }
}
