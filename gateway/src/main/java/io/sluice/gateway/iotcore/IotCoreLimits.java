/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the message broker of AWS IoT Core takes.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iot-core.html">AWS IoT Core endpoints
 *     and quotas</a>
 */
final class IotCoreLimits {

    /** The largest payload, in bytes: 128 KB. */
    static final int MAX_PAYLOAD_BYTES = 128 * 1024;

    /** The longest topic in bytes of UTF-8; what Basic Ingest puts in front is not counted. */
    static final int MAX_TOPIC_BYTES = 256;

    /** The most slashes in a topic: 8 levels; what Basic Ingest puts in front is not counted. */
    static final int MAX_SLASHES = 7;

    /** Names and values of all user properties together, in bytes. */
    static final int MAX_USER_PROPERTY_BYTES = 8 * 1024;

    /** MQTT 5 correlation data, in bytes. */
    static final int MAX_CORRELATION_BYTES = 8 * 1024;

    /** MQTT 5 content type, in bytes. */
    static final int MAX_CONTENT_TYPE_BYTES = 256;

    /** Publishes a second on one connection; what is above it is discarded. */
    static final int PUBLISHES_PER_SECOND = 100;

    /** Bytes a second on one connection; what is above it is delayed. */
    static final int BYTES_PER_SECOND = 512 * 1024;

    /** Unacknowledged QoS 1 publishes on one connection. */
    static final int UNACKNOWLEDGED = 100;

    private static final String BASIC_INGEST = "$aws/rules/";

    private IotCoreLimits() {}

    /** Why this message can never be published, or null. */
    static @Nullable Failure hopeless(String topic, OutboundMessage message) {
        int payload = message.payload().size();
        if (payload > MAX_PAYLOAD_BYTES) {
            return tooLarge(
                    payload
                            + " bytes are more than the "
                            + MAX_PAYLOAD_BYTES
                            + " of a payload that AWS IoT Core takes");
        }
        int topicBytes = bytes(topic);
        if (topicBytes > MAX_TOPIC_BYTES) {
            return invalid(
                    "a topic of "
                            + topicBytes
                            + " bytes is longer than the "
                            + MAX_TOPIC_BYTES
                            + " that AWS IoT Core takes");
        }
        long slashes = topic.chars().filter(c -> c == '/').count();
        if (slashes > MAX_SLASHES) {
            return invalid(
                    "a topic of "
                            + (slashes + 1)
                            + " levels is deeper than the "
                            + (MAX_SLASHES + 1)
                            + " that AWS IoT Core takes");
        }
        if (message.topic().startsWith("$") && !message.topic().startsWith(BASIC_INGEST)) {
            return invalid("topics that begin with $ are reserved by AWS IoT Core");
        }
        return hopeless(message.properties());
    }

    private static @Nullable Failure hopeless(MessageProperties properties) {
        int userBytes = 0;
        for (UserProperty property : properties.userProperties()) {
            userBytes += bytes(property.name()) + bytes(property.value());
        }
        if (userBytes > MAX_USER_PROPERTY_BYTES) {
            return tooLarge(
                    "user properties of "
                            + userBytes
                            + " bytes are more than the "
                            + MAX_USER_PROPERTY_BYTES
                            + " that AWS IoT Core takes");
        }
        if (properties.correlationData() != null
                && properties.correlationData().size() > MAX_CORRELATION_BYTES) {
            return tooLarge(
                    "correlation data of "
                            + properties.correlationData().size()
                            + " bytes are more than the "
                            + MAX_CORRELATION_BYTES
                            + " that AWS IoT Core takes");
        }
        if (properties.contentType() != null
                && bytes(properties.contentType()) > MAX_CONTENT_TYPE_BYTES) {
            return tooLarge(
                    "a content type of "
                            + bytes(properties.contentType())
                            + " bytes is longer than the "
                            + MAX_CONTENT_TYPE_BYTES
                            + " that AWS IoT Core takes");
        }
        return null;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Failure tooLarge(String why) {
        return new Failure(FailureKind.TOO_LARGE, why);
    }

    private static Failure invalid(String why) {
        return new Failure(FailureKind.INVALID_RECORD, why);
    }
}
