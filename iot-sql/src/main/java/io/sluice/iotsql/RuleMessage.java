/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The message that a rule looks at.
 *
 * @param topic the topic; for Basic Ingest without its {@code $aws/rules/NAME/}
 * @param payload the payload from position to limit; not copied, must not change
 * @param context what else is known of the message
 */
public record RuleMessage(String topic, ByteBuffer payload, MessageContext context) {

    /** Keeps a read-only view of the payload. */
    public RuleMessage {
        payload = payload.asReadOnlyBuffer();
    }

    /** A message with nothing known besides topic and payload, which is taken as UTF-8. */
    public static RuleMessage of(String topic, String payload) {
        return new RuleMessage(
                topic,
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)),
                MessageContext.NONE);
    }

    /** The payload as a read-only view with its own position. */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }
}
