/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an MQTT topic filter must be (MQTT 5 section 4.7). */
final class TopicFilterRule {

    private static final int MAX_BYTES = 65_535;

    private TopicFilterRule() {}

    /** What is wrong with the filter and what to write instead, or null if it is right. */
    static @Nullable String problemOf(String filter) {
        if (filter.isEmpty()) {
            return "is empty; write a topic filter such as sensors/+/telemetry";
        }
        if (filter.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "is above MQTT's limit of 65,535 bytes; shorten it";
        }
        if (filter.indexOf('\0') >= 0) {
            return "holds the character U+0000, which MQTT does not allow; remove it";
        }
        if (filter.startsWith("$share/")) {
            return "is a shared subscription; write the filter alone, and the group as source.sharedGroup";
        }
        return problemOfWildcards(filter);
    }

    private static @Nullable String problemOfWildcards(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            if (level.contains("#") && (level.length() > 1 || i < levels.length - 1)) {
                return "has # elsewhere than alone on the last level; write such as sensors/#";
            }
            if (level.contains("+") && level.length() > 1) {
                return "has + together with other characters; let it stand alone on its level, such as sensors/+/telemetry";
            }
        }
        return null;
    }
}
