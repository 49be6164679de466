/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lays one message out as a record's body. Measured first, then written where it is told, so that a
 * message costs no buffer of its own; only topics outside ASCII and MQTT 5 properties are encoded
 * aside.
 */
final class RecordEncoder {

    static final int QOS_BITS = 0b0011;
    static final int RETAINED = 0b0100;
    static final int WITH_PROPERTIES = 0b1000;
    static final int WITH_ORIGIN = 0b1_0000;

    private static final int MOST_TOPIC_BYTES = 65_535;

    private final InboundMessage message;
    private final byte @Nullable [] topicOutsideAscii;
    private final byte @Nullable [] properties;
    private final byte @Nullable [] origin;
    private final int bytesBeforePayload;

    /**
     * @throws IllegalArgumentException if it is more than an MQTT packet can hold
     */
    RecordEncoder(InboundMessage message) {
        this(message, null);
    }

    /**
     * With where it comes from, for a segment of format 2 or a file of readings.
     *
     * @throws IllegalArgumentException if it is more than an MQTT packet can hold
     */
    RecordEncoder(InboundMessage message, @Nullable Origin origin) {
        this.message = message;
        this.origin = origin == null ? null : OriginCodec.encode(origin);
        String topic = message.topic();
        topicOutsideAscii = isAscii(topic) ? null : topic.getBytes(StandardCharsets.UTF_8);
        properties =
                message.properties().isEmpty()
                        ? null
                        : PropertiesCodec.encode(message.properties());
        int topicBytes = topicBytes();
        if (topicBytes > MOST_TOPIC_BYTES) {
            throw new IllegalArgumentException(
                    "a topic of " + topicBytes + " bytes is above MQTT's 65,535");
        }
        long before =
                (long) RecordFormat.HEAD_BYTES
                        + RecordFormat.LEAST_BODY_BYTES
                        + topicBytes
                        + lengthWithLength(properties)
                        + lengthWithLength(this.origin);
        if (before + message.payload().size() - RecordFormat.HEAD_BYTES
                > RecordFormat.MOST_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "a message of "
                            + (before + message.payload().size())
                            + " bytes is above what an MQTT packet can hold");
        }
        bytesBeforePayload = (int) before;
    }

    /** Bytes of the whole record. */
    int recordBytes() {
        return bytesBeforePayload + message.payload().size();
    }

    /** Bytes of the record's head and of the body in front of the payload. */
    int bytesBeforePayload() {
        return bytesBeforePayload;
    }

    /** Whether it may be dropped. */
    boolean isQos0() {
        return message.qos() == Qos.AT_MOST_ONCE;
    }

    InboundMessage message() {
        return message;
    }

    /** Writes length and body without the payload; marker and checksum are the writer's. */
    void writeBeforePayload(byte[] target, int at) {
        Bytes.putInt(target, at + RecordFormat.LENGTH_AT, recordBytes() - RecordFormat.HEAD_BYTES);
        int to = at + RecordFormat.HEAD_BYTES;
        int flags = message.qos().code();
        if (message.retained()) {
            flags |= RETAINED;
        }
        if (properties != null) {
            flags |= WITH_PROPERTIES;
        }
        if (origin != null) {
            flags |= WITH_ORIGIN;
        }
        target[to] = (byte) flags;
        Bytes.putLong(target, to + 1, message.receivedAt().toEpochMilli());
        Bytes.putShort(target, to + 9, topicBytes());
        to = writeTopic(target, to + RecordFormat.LEAST_BODY_BYTES);
        to = writeWithLength(properties, target, to);
        writeWithLength(origin, target, to);
    }

    private static long lengthWithLength(byte @Nullable [] part) {
        return part == null ? 0 : 4L + part.length;
    }

    private static int writeWithLength(byte @Nullable [] part, byte[] target, int at) {
        if (part == null) {
            return at;
        }
        Bytes.putInt(target, at, part.length);
        System.arraycopy(part, 0, target, at + 4, part.length);
        return at + 4 + part.length;
    }

    private int writeTopic(byte[] target, int at) {
        if (topicOutsideAscii != null) {
            System.arraycopy(topicOutsideAscii, 0, target, at, topicOutsideAscii.length);
        } else {
            String topic = message.topic();
            for (int i = 0; i < topic.length(); i++) {
                target[at + i] = (byte) topic.charAt(i);
            }
        }
        return at + topicBytes();
    }

    private int topicBytes() {
        return topicOutsideAscii == null ? message.topic().length() : topicOutsideAscii.length;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
