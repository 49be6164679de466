/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

/**
 * What AWS IoT Core holds a connection to.
 *
 * <p>Source: AWS General Reference, "AWS IoT Core endpoints and quotas", message broker and
 * protocol limits: https://docs.aws.amazon.com/general/latest/gr/iot-core.html
 */
public final class IotLimits {

    /** The largest payload, in bytes: "Publish request size", 128 KB. */
    public static final int MAX_PAYLOAD_BYTES = 128 * 1_024;

    /** The largest MQTT 5 packet, in bytes: 146 KB. */
    public static final int MAX_PACKET_BYTES = 146 * 1_024;

    /** The longest topic, in bytes of UTF-8. */
    public static final int MAX_TOPIC_BYTES = 256;

    /** The most slashes in a topic. */
    public static final int MAX_TOPIC_SLASHES = 7;

    /** Publishes a second on a connection; what is beyond is discarded. */
    public static final int PUBLISHES_PER_SECOND = 100;

    /** Bytes a second on a connection; what is beyond is delayed. */
    public static final int BYTES_PER_SECOND = 512 * 1_024;

    /** QoS 1 publishes without their acknowledgement on a connection. */
    public static final int MAX_UNACKNOWLEDGED = 100;

    /** Subscriptions on a connection. */
    public static final int MAX_SUBSCRIPTIONS = 50;

    /** Filters in one SUBSCRIBE. */
    public static final int MAX_FILTERS_PER_SUBSCRIBE = 8;

    /** Topic aliases of a client. */
    public static final int MAX_TOPIC_ALIASES = 8;

    /** The longest keep-alive, in seconds. */
    public static final int MAX_KEEP_ALIVE_SECONDS = 1_200;

    private IotLimits() {}
}
