/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Readings as the simulator's devices send them, {@value #BYTES} bytes each, of many devices: what
 * they measure varies, so that a condition takes some and leaves others.
 */
final class VariedReadings {

    /** Size of a reading in bytes. */
    static final int BYTES = 200;

    /** How many different ones there are: each of a device, and so of a topic, of its own. */
    static final int COUNT = 128;

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private VariedReadings() {}

    /** The topic of a device, {@code sensors/DEVICE/telemetry}. */
    static String topic(int device) {
        return String.format(Locale.ROOT, "sensors/device-%04d/telemetry", device % COUNT);
    }

    /** One JSON object; its temperature is from 10 to 30 degrees. */
    static byte[] json(int device) {
        String measured =
                String.format(
                        Locale.ROOT,
                        "{\"device_id\":\"device-%04d\",\"seq\":%d,\"ts\":\"%s\",\"temperature_c\":%.2f,"
                                + "\"humidity_pct\":%.1f,\"pressure_hpa\":%.2f,\"battery_v\":%.3f,\"pad\":\"",
                        device % COUNT,
                        100_000 + device,
                        NOON.plusMillis(1 + device),
                        10 + device % COUNT * 20.0 / COUNT,
                        30 + device % 400 / 10.0,
                        980 + device % 5_000 / 100.0,
                        3 + device % 700 / 1_000.0);
        String pad = "x".repeat(BYTES - measured.length() - "\"}".length());
        return (measured + pad + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** The payloads of all devices. */
    static Payload[] payloads() {
        Payload[] payloads = new Payload[COUNT];
        for (int i = 0; i < COUNT; i++) {
            payloads[i] = Payload.of(json(i));
        }
        return payloads;
    }

    /** A message of each device, QoS 1, as the source hands it on. */
    static InboundMessage[] messages(Receipt receipt) {
        InboundMessage[] messages = new InboundMessage[COUNT];
        for (int i = 0; i < COUNT; i++) {
            messages[i] =
                    new InboundMessage(
                            topic(i),
                            Payload.of(json(i)),
                            Qos.AT_LEAST_ONCE,
                            false,
                            MessageProperties.NONE,
                            NOON,
                            receipt);
        }
        return messages;
    }
}
