/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.time.Instant;

/**
 * A message as the spool gives it back.
 *
 * @param end the position just behind it: releasing this releases the message and all before it
 * @param receivedAt when it reached the gateway, in milliseconds precision
 */
public record SpooledMessage(
        SpoolPosition end,
        String topic,
        Payload payload,
        Qos qos,
        boolean retained,
        MessageProperties properties,
        Instant receivedAt) {}
