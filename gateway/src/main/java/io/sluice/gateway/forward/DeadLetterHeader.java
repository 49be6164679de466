/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a dead letter's file, and what {@code dead-letters show} prints of it: all but
 * the payload.
 */
public record DeadLetterHeader(
        int version,
        String route,
        String stream,
        String reason,
        String detail,
        String quarantinedAt,
        String receivedAt,
        String topic,
        int qos,
        boolean retained,
        int payloadBytes,
        @Nullable Properties properties) {

    private static final int VERSION = 1;

    /** MQTT 5 properties; correlation data in base64. */
    public record Properties(
            boolean utf8,
            @Nullable Long messageExpirySeconds,
            @Nullable String contentType,
            @Nullable String responseTopic,
            @Nullable String correlationData,
            List<MessageProperties.UserProperty> userProperties) {}

    /** Describes a dead letter. */
    public static DeadLetterHeader of(DeadLetter letter) {
        return new DeadLetterHeader(
                VERSION,
                letter.route(),
                letter.stream(),
                letter.reason(),
                letter.detail(),
                letter.quarantinedAt().toString(),
                letter.receivedAt().toString(),
                letter.topic(),
                letter.qos().code(),
                letter.retained(),
                letter.payload().size(),
                letter.properties().isEmpty() ? null : describe(letter.properties()));
    }

    DeadLetter toLetter(byte[] file, int payloadAt) {
        return new DeadLetter(
                route,
                stream,
                reason,
                detail,
                Instant.parse(quarantinedAt),
                topic,
                Qos.ofCode(qos),
                retained,
                properties == null ? MessageProperties.NONE : read(properties),
                Instant.parse(receivedAt),
                Payload.of(file, payloadAt, payloadBytes));
    }

    private static Properties describe(MessageProperties properties) {
        Payload correlation = properties.correlationData();
        return new Properties(
                properties.utf8(),
                properties.messageExpirySeconds(),
                properties.contentType(),
                properties.responseTopic(),
                correlation == null
                        ? null
                        : Base64.getEncoder().encodeToString(correlation.toByteArray()),
                properties.userProperties());
    }

    private static MessageProperties read(Properties properties) {
        String correlation = properties.correlationData;
        return new MessageProperties(
                properties.utf8,
                properties.messageExpirySeconds,
                properties.contentType,
                properties.responseTopic,
                correlation == null ? null : Payload.of(Base64.getDecoder().decode(correlation)),
                Objects.requireNonNullElse(properties.userProperties, List.of()));
    }
}
