/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.time.Instant;

/**
 * A reading that cannot be delivered, as it came, and why.
 *
 * @param route the lane that gave it up
 * @param stream where it should have gone; empty if no route wanted it
 * @param reason label of the kind of failure, such as {@code too-large} or {@code no-route}
 * @param detail in words
 * @param quarantinedAt when it was given up
 */
public record DeadLetter(
        String route,
        String stream,
        String reason,
        String detail,
        Instant quarantinedAt,
        String topic,
        Qos qos,
        boolean retained,
        MessageProperties properties,
        Instant receivedAt,
        Payload payload) {}
