/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Remembers which topics are matched: devices publish to few topics, many times. Bounded: a long
 * topic, of up to 65,535 bytes, is looked at anew each time. Any thread.
 */
final class RouteMatcher {

    static final int MOST_TOPICS = 50_000;

    /**
     * What AWS IoT Core allows, and more than devices have.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iot-core.html">AWS IoT Core
     *     endpoints and quotas: topic size</a>
     */
    static final int MOST_CHARACTERS = 256;

    private final Predicate<String> rule;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    RouteMatcher(Predicate<String> rule) {
        this.rule = rule;
    }

    boolean matches(String topic) {
        if (topic.length() > MOST_CHARACTERS) {
            return rule.test(topic);
        }
        Boolean matches = known.get(topic);
        if (matches == null) {
            if (known.size() >= MOST_TOPICS) {
                known.clear();
            }
            matches = rule.test(topic);
            known.put(topic, matches);
        }
        return matches;
    }

    /** How many topics it remembers. */
    int remembered() {
        return known.size();
    }
}
