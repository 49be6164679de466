/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.RuleMessage;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A message on its way through the rules.
 *
 * @param topic in full, as it was published
 * @param payload not to be changed
 * @param context who published it, and what MQTT 5 adds; with a trace id
 * @param hops how often a rule has republished it already
 */
public record IotMessage(String topic, ByteBuffer payload, MessageContext context, int hops) {

    /** A message that comes from outside, with a trace id of its own. */
    public static IotMessage of(String topic, ByteBuffer payload, MessageContext context) {
        return new IotMessage(topic, payload, traced(context), 0);
    }

    /** The trace id. */
    public String traceId() {
        return String.valueOf(context.traceId());
    }

    /** The message as a rule sees it that knows it by this topic. */
    RuleMessage as(String seenTopic) {
        return new RuleMessage(seenTopic, payload, context);
    }

    private static MessageContext traced(MessageContext context) {
        return new MessageContext(
                context.clientId(),
                context.principal(),
                context.sourceIp(),
                UUID.randomUUID().toString(),
                context.utf8Payload(),
                context.contentType(),
                context.responseTopic(),
                context.correlationData(),
                context.userProperties());
    }
}
