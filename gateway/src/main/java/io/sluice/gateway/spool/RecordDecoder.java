/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record's body. The payload is a view of the bytes, which must not change any more. For
 * one thread.
 */
final class RecordDecoder {

    private static final int MOST_QOS = 2;

    private final TopicMemory topics = new TopicMemory();
    private final OriginCodec origins = new OriginCodec();

    /**
     * Whether the message is not wanted, as far as that can be told without its {@link Origin}:
     * nothing is made of it then.
     */
    boolean isUnwanted(byte[] bytes, int body, int bodyBytes, Wanted wanted) {
        int topicBytes = Bytes.unsignedShortAt(bytes, body + 9);
        return (bytes[body] & RecordEncoder.WITH_ORIGIN) == 0
                && (bytes[body] & RecordEncoder.QOS_BITS) <= MOST_QOS
                && topicBytes <= bodyBytes - RecordFormat.LEAST_BODY_BYTES
                && !topics.isWanted(
                        bytes, body + RecordFormat.LEAST_BODY_BYTES, topicBytes, wanted);
    }

    /** The message, or null if the body is none that formats 1 and 2 know. */
    @Nullable SpooledMessage decode(byte[] bytes, int body, int bodyBytes, long end) {
        int limit = body + bodyBytes;
        int flags = bytes[body];
        int qos = flags & RecordEncoder.QOS_BITS;
        int topicBytes = Bytes.unsignedShortAt(bytes, body + 9);
        int at = body + RecordFormat.LEAST_BODY_BYTES;
        if (qos > MOST_QOS || topicBytes > limit - at) {
            return null;
        }
        String topic = topics.topic(bytes, at, topicBytes);
        at += topicBytes;
        MessageProperties properties = MessageProperties.NONE;
        if ((flags & RecordEncoder.WITH_PROPERTIES) != 0) {
            int length = limit - at < 4 ? -1 : Bytes.intAt(bytes, at);
            if (length < 0 || length > limit - at - 4) {
                return null;
            }
            try {
                properties =
                        PropertiesCodec.decode(new ByteArrayInputStream(bytes, at + 4, length));
            } catch (IOException e) {
                return null;
            }
            at += 4 + length;
        }
        Origin origin = null;
        if ((flags & RecordEncoder.WITH_ORIGIN) != 0) {
            int length = limit - at < 4 ? -1 : Bytes.intAt(bytes, at);
            if (length < 0 || length > limit - at - 4) {
                return null;
            }
            origin = origins.decode(bytes, at + 4, length);
            if (origin == null) {
                return null;
            }
            at += 4 + length;
        }
        return new SpooledMessage(
                new SpoolPosition(end),
                RecordFormat.HEAD_BYTES + bodyBytes,
                topic,
                at == limit ? Payload.EMPTY : Payload.of(bytes, at, limit - at),
                Qos.ofCode(qos),
                (flags & RecordEncoder.RETAINED) != 0,
                properties,
                Instant.ofEpochMilli(Bytes.longAt(bytes, body + 1)),
                origin);
    }
}
