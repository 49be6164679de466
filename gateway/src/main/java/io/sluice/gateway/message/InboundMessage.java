/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import java.time.Instant;

/**
 * A message as it came off MQTT.
 *
 * @param topic the topic name it was published to
 * @param payload its bytes, untouched
 * @param qos the QoS it was delivered to us with
 * @param retained whether it is the broker's retained message rather than a live one
 * @param properties its MQTT 5 properties
 * @param receivedAt when it reached the gateway; millisecond precision is kept
 * @param receipt settles it with the broker
 */
public record InboundMessage(
        String topic,
        Payload payload,
        Qos qos,
        boolean retained,
        MessageProperties properties,
        Instant receivedAt,
        Receipt receipt) {
    /** The same message with another receipt. */
    public InboundMessage withReceipt(Receipt other) {
        return new InboundMessage(topic, payload, qos, retained, properties, receivedAt, other);
    }
}
