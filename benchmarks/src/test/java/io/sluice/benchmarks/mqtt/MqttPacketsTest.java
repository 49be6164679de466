/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.mqtt.MqttPackets.Packet;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttPacketsTest {

    @Test
    void cutsWhatComesInPiecesIntoPackets() throws Exception {
        // Given
        byte[] bytes = HexFormat.of().parseHex("40020001" + "c000" + "4003000200");
        ByteArrayInputStream slowly =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] target, int at, int length) {
                        return super.read(target, at, Math.min(length, 1));
                    }
                };
        MqttPackets packets = new MqttPackets(slowly);
        List<Integer> headers = new ArrayList<>();

        // When
        while (packets.fill()) {
            for (Packet packet = packets.poll(); packet != null; packet = packets.poll()) {
                headers.add(packet.header());
            }
        }

        // Then
        assertThat(headers).containsExactly(0x40, 0xc0, 0x40);
    }

    @Test
    void findsTheReceiveMaximumOfAClient() throws Exception {
        // Given: session expiry 60 s, receive-maximum 4096, client id "x"
        ByteBuffer mqtt5 =
                ByteBuffer.wrap(
                        HexFormat.of()
                                .parseHex(
                                        "00044d51545405020000"
                                                + "08"
                                                + "110000003c"
                                                + "211000"
                                                + "000178"));
        ByteBuffer mqtt311 =
                ByteBuffer.wrap(HexFormat.of().parseHex("00044d51545404020000" + "000178"));

        // When
        ConnectPacket five = ConnectPacket.read(mqtt5);
        ConnectPacket three = ConnectPacket.read(mqtt311);

        // Then
        assertThat(five).isEqualTo(new ConnectPacket(true, 4_096));
        assertThat(three).isEqualTo(new ConnectPacket(false, 65_535));
    }
}
