/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A message that the client has received, of either version of MQTT, made one of ours. Its payload
 * is the client's own array, which it has made for that message and never touches again, where its
 * public interface gives a copy. Like {@link NetworkChannel} this holds on to classes of the client
 * that are internal.
 */
final class ReceivedMessage {

    private ReceivedMessage() {}

    /** Size of the payload. */
    static int bytes(MqttPublish publish) {
        ByteBuffer payload = publish.getRawPayload();
        return payload == null ? 0 : payload.remaining();
    }

    static InboundMessage of(MqttPublish publish, Instant at, Receipt receipt) {
        return new InboundMessage(
                publish.getTopic().toString(),
                payload(publish),
                Qos.ofCode(publish.getQos().getCode()),
                publish.isRetain(),
                properties(publish),
                at,
                receipt);
    }

    private static Payload payload(MqttPublish publish) {
        ByteBuffer raw = publish.getRawPayload();
        if (raw == null) {
            return Payload.EMPTY;
        }
        return raw.hasArray()
                ? Payload.of(raw.array(), raw.arrayOffset() + raw.position(), raw.remaining())
                : Payload.of(publish.getPayloadAsBytes());
    }

    private static MessageProperties properties(Mqtt5Publish publish) {
        boolean utf8 =
                publish.getPayloadFormatIndicator()
                        .filter(format -> format == Mqtt5PayloadFormatIndicator.UTF_8)
                        .isPresent();
        var userProperties = publish.getUserProperties().asList();
        if (!utf8
                && userProperties.isEmpty()
                && publish.getMessageExpiryInterval().isEmpty()
                && publish.getContentType().isEmpty()
                && publish.getResponseTopic().isEmpty()
                && publish.getCorrelationData().isEmpty()) {
            return MessageProperties.NONE;
        }
        return new MessageProperties(
                utf8,
                publish.getMessageExpiryInterval().isPresent()
                        ? (Long) publish.getMessageExpiryInterval().getAsLong()
                        : null,
                publish.getContentType().map(Object::toString).orElse(null),
                publish.getResponseTopic().map(Object::toString).orElse(null),
                publish.getCorrelationData().map(ReceivedMessage::bytes).orElse(null),
                userProperties.stream()
                        .map(
                                property ->
                                        new MessageProperties.UserProperty(
                                                property.getName().toString(),
                                                property.getValue().toString()))
                        .toList());
    }

    private static Payload bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Payload.of(bytes);
    }
}
