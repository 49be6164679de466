/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import io.sluice.localaws.iot.engine.BasicIngest;
import java.nio.charset.StandardCharsets;

/**
 * What a topic or a filter may be.
 *
 * <p>Source: "AWS IoT Core endpoints and quotas"; AWS IoT Developer Guide, "MQTT topics" and
 * "Reserved topics".
 */
public final class Topics {

    // MQTT 5, 2.4
    private static final int OK = 0;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FILTER_INVALID = 0x8F;
    private static final int NAME_INVALID = 0x90;

    private static final String SHARE = "$share/";

    private Topics() {}

    /** 0 if anybody may publish to it, or the MQTT 5 reason code why not. */
    public static int publishable(String topic) {
        String counted =
                BasicIngest.of(topic)
                        .map(ingest -> ingest.rule().isEmpty() ? "" : "/" + ingest.topic())
                        .map(rest -> rest.isEmpty() ? "" : rest.substring(1))
                        .orElse(topic);
        boolean ingest = topic.startsWith(BasicIngest.PREFIX);
        if (topic.startsWith("$") && !ingest) {
            return NOT_AUTHORIZED;
        }
        return tooLong(counted)
                        || (counted.isEmpty() && !ingest)
                        || topic.equals(BasicIngest.PREFIX)
                        || topic.indexOf('#') >= 0
                        || topic.indexOf('+') >= 0
                        || topic.indexOf('\0') >= 0
                ? NAME_INVALID
                : OK;
    }

    /** 0 if anybody may subscribe to it, or the MQTT 5 reason code why not. */
    public static int subscribable(String filter) {
        String counted = filter;
        if (filter.startsWith(SHARE)) {
            int slash = filter.indexOf('/', SHARE.length());
            if (slash <= SHARE.length()) {
                return FILTER_INVALID;
            }
            counted = filter.substring(slash + 1);
        }
        if (counted.startsWith("$")) {
            return NOT_AUTHORIZED;
        }
        return counted.isEmpty() || tooLong(counted) ? FILTER_INVALID : OK;
    }

    private static boolean tooLong(String topic) {
        return topic.getBytes(StandardCharsets.UTF_8).length > IotLimits.MAX_TOPIC_BYTES
                || topic.chars().filter(letter -> letter == '/').count()
                        > IotLimits.MAX_TOPIC_SLASHES;
    }
}
