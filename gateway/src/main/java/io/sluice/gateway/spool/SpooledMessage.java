/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the spool gives it back. Its payload is a view of all that was read with it: whoever
 * holds it for long takes it {@linkplain #apart() apart}, or {@linkplain SpoolCursor#again reads it
 * again} when it is needed.
 *
 * @param end the position just behind it: releasing this releases the message and all before it
 * @param logBytes how much of the log it takes up, from its beginning to its end
 * @param receivedAt when it reached the gateway, in milliseconds precision
 * @param origin the gateway that received it and the routes that are to have it, if it was
 *     imported; null if it was received by this gateway and its topic decides
 */
public record SpooledMessage(
        SpoolPosition end,
        int logBytes,
        String topic,
        Payload payload,
        Qos qos,
        boolean retained,
        MessageProperties properties,
        Instant receivedAt,
        @Nullable Origin origin) {

    /** Where it begins. */
    public SpoolPosition begin() {
        return new SpoolPosition(end.offset() - logBytes);
    }

    /** The same with a payload in an array of its own. */
    public SpooledMessage apart() {
        return new SpooledMessage(
                end,
                logBytes,
                topic,
                Payload.of(payload.toByteArray()),
                qos,
                retained,
                properties,
                receivedAt,
                origin);
    }

    /** One that this gateway has received. */
    public SpooledMessage(
            SpoolPosition end,
            int logBytes,
            String topic,
            Payload payload,
            Qos qos,
            boolean retained,
            MessageProperties properties,
            Instant receivedAt) {
        this(end, logBytes, topic, payload, qos, retained, properties, receivedAt, null);
    }
}
