/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;

/**
 * One message as it is published.
 *
 * @param topic where to, in full
 * @param payload its bytes
 * @param properties its MQTT 5 properties; message expiry is not published
 */
public record OutboundMessage(String topic, Payload payload, MessageProperties properties) {}
