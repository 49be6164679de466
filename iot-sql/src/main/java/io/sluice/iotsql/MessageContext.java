/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says besides its topic and payload. Parts that are not known are null; functions
 * that ask for them then yield what AWS documents for that case.
 *
 * @param clientId MQTT client id, for {@code clientid()}; null if not sent over MQTT
 * @param principal certificate thumbprint or user id, for {@code principal()}
 * @param sourceIp address of the device, for {@code sourceip()}
 * @param traceId UUID of the message, for {@code traceid()}
 * @param utf8Payload the payload format indicator is 1 (MQTT 5, section 3.3.2.3.2)
 * @param contentType MQTT 5 content type
 * @param responseTopic MQTT 5 response topic
 * @param correlationData MQTT 5 correlation data; not copied, must not change
 * @param userProperties MQTT 5 user properties in their order
 */
public record MessageContext(
        @Nullable String clientId,
        @Nullable String principal,
        @Nullable String sourceIp,
        @Nullable String traceId,
        boolean utf8Payload,
        @Nullable String contentType,
        @Nullable String responseTopic,
        @Nullable ByteBuffer correlationData,
        List<UserProperty> userProperties) {

    /** Nothing is known. */
    public static final MessageContext NONE =
            new MessageContext(null, null, null, null, false, null, null, null, List.of());

    /** Copies the list; makes the correlation data read-only. */
    public MessageContext {
        correlationData = correlationData == null ? null : correlationData.asReadOnlyBuffer();
        userProperties = List.copyOf(userProperties);
    }

    /** A message of MQTT 3, which has no properties. */
    public static MessageContext mqtt3(
            @Nullable String clientId, @Nullable String principal, @Nullable String sourceIp) {
        return new MessageContext(
                clientId, principal, sourceIp, null, false, null, null, null, List.of());
    }

    /** The correlation data as a view with its own position, or null. */
    @Override
    public @Nullable ByteBuffer correlationData() {
        return correlationData == null ? null : correlationData.duplicate();
    }
}
