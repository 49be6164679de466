/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT 5 PUBLISH properties that belong to the application (MQTT 5, section 3.3.2.3); {@link
 * #NONE} for MQTT 3.1.1.
 *
 * @param utf8 Payload Format Indicator is 1: the publisher says that the payload is UTF-8
 * @param messageExpirySeconds Message Expiry Interval in seconds as received, or null if the
 *     message does not expire
 * @param contentType Content Type
 * @param responseTopic Response Topic
 * @param correlationData Correlation Data
 * @param userProperties User Properties, in the publisher's order; names may repeat
 */
public record MessageProperties(
        boolean utf8,
        @Nullable Long messageExpirySeconds,
        @Nullable String contentType,
        @Nullable String responseTopic,
        @Nullable Payload correlationData,
        List<UserProperty> userProperties) {

    /** No properties at all. */
    public static final MessageProperties NONE =
            new MessageProperties(false, null, null, null, null, List.of());

    /** Copies the user properties. */
    public MessageProperties {
        userProperties = List.copyOf(userProperties);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return this.equals(NONE);
    }

    /** One name and value of the publisher's choice. */
    public record UserProperty(String name, String value) {}
}
