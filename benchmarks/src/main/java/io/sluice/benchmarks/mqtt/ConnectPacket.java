/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a CONNECT says that matters to who sends it readings.
 *
 * @param mqtt5 whether it speaks MQTT 5
 * @param receiveMaximum readings that may be unacknowledged
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html">MQTT 5, section
 *     3.1</a>
 */
record ConnectPacket(boolean mqtt5, int receiveMaximum) {

    private static final int MOST = 65_535;
    private static final int VERSION_5 = 5;
    private static final int RECEIVE_MAXIMUM = 0x21;

    /** Reads what follows the fixed header. */
    static ConnectPacket read(ByteBuffer packet) throws IOException {
        try {
            skip(packet, packet.getShort()); // protocol name
            boolean mqtt5 = packet.get() == VERSION_5;
            packet.get(); // flags
            packet.getShort(); // keep-alive
            return new ConnectPacket(mqtt5, mqtt5 ? receiveMaximum(packet) : MOST);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("a CONNECT that cannot be read", e);
        }
    }

    private static int receiveMaximum(ByteBuffer packet) throws IOException {
        int length = MqttPackets.readLength(packet);
        int end = packet.position() + length;
        while (packet.position() < end) {
            int property = packet.get();
            switch (property) {
                case RECEIVE_MAXIMUM -> {
                    return packet.getShort() & 0xffff;
                }
                case 0x17, 0x19 -> skip(packet, 1);
                case 0x22 -> skip(packet, 2);
                case 0x11, 0x27 -> skip(packet, 4);
                case 0x15, 0x16 -> skip(packet, packet.getShort());
                case 0x26 -> {
                    skip(packet, packet.getShort());
                    skip(packet, packet.getShort());
                }
                default -> throw new IOException("a CONNECT with the property " + property);
            }
        }
        return MOST;
    }

    private static void skip(ByteBuffer packet, int bytes) {
        packet.position(packet.position() + bytes);
    }
}
