/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages for tests, whose payload is a text. */
final class Messages {

    static final Instant RECEIVED_AT = Instant.ofEpochMilli(1_790_000_000_123L);
    static final Duration SOON = Duration.ofSeconds(10);

    private Messages() {}

    static InboundMessage message(String text, Receipt receipt) {
        return message(text, Qos.AT_LEAST_ONCE, receipt);
    }

    static InboundMessage message(String text, Qos qos, Receipt receipt) {
        return message("sensors/a/telemetry", text, qos, receipt);
    }

    static InboundMessage messageTo(String topic, String text, Receipt receipt) {
        return message(topic, text, Qos.AT_LEAST_ONCE, receipt);
    }

    private static InboundMessage message(String topic, String text, Qos qos, Receipt receipt) {
        return new InboundMessage(
                topic,
                Payload.ofUtf8(text),
                qos,
                false,
                MessageProperties.NONE,
                RECEIVED_AT,
                receipt);
    }

    static String text(SpooledMessage message) {
        return new String(message.payload().toByteArray(), StandardCharsets.UTF_8);
    }

    static List<String> texts(List<SpooledMessage> messages) {
        return messages.stream().map(Messages::text).toList();
    }

    /** So many messages, however many reads it takes; fewer if they do not come soon. */
    static List<SpooledMessage> read(SpoolCursor cursor, int count) {
        List<SpooledMessage> all = new ArrayList<>();
        try {
            while (all.size() < count) {
                List<SpooledMessage> some = cursor.read(1, SOON);
                if (some.isEmpty()) {
                    break;
                }
                all.addAll(some);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return all;
    }

    /** All that is there now. */
    static List<SpooledMessage> readAll(SpoolCursor cursor) {
        List<SpooledMessage> all = new ArrayList<>();
        try {
            List<SpooledMessage> some = cursor.read(1 << 20, Duration.ZERO);
            while (!some.isEmpty()) {
                all.addAll(some);
                some = cursor.read(1 << 20, Duration.ZERO);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return all;
    }
}
