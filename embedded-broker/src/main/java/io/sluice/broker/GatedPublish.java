/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH that a client has sent.
 *
 * @param clientId whose it is, also where the broker chose the name
 * @param topic in full, aliases resolved
 * @param payload its own copy, not to be changed
 * @param qos 0 to 2
 * @param retain whether the broker is asked to keep it
 * @param properties what MQTT 5 adds
 */
public record GatedPublish(
        String clientId,
        String topic,
        ByteBuffer payload,
        int qos,
        boolean retain,
        PublishProperties properties) {

    /**
     * The properties of a PUBLISH that belong to the message (MQTT 5, 3.3.2.3).
     *
     * @param utf8 whether the payload is said to be text; {@code null} if nothing is said
     * @param contentType or {@code null}
     * @param responseTopic or {@code null}
     * @param correlationData or {@code null}
     * @param userProperties in their order
     */
    public record PublishProperties(
            @Nullable Boolean utf8,
            @Nullable String contentType,
            @Nullable String responseTopic,
            @Nullable ByteBuffer correlationData,
            List<UserProperty> userProperties) {

        /** None of them. */
        public static final PublishProperties NONE =
                new PublishProperties(null, null, null, null, List.of());
    }

    /** A user property. */
    public record UserProperty(String name, String value) {}
}
