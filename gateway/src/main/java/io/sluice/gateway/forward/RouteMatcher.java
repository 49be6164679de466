/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.TopicFilter;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which topics a filter matches: devices publish to few topics, many times. For one
 * thread.
 */
final class RouteMatcher {

    private static final int MOST_TOPICS = 50_000;

    private final TopicFilter filter;
    private final Map<String, Boolean> known = new HashMap<>();

    RouteMatcher(TopicFilter filter) {
        this.filter = filter;
    }

    boolean matches(String topic) {
        Boolean matches = known.get(topic);
        if (matches == null) {
            if (known.size() >= MOST_TOPICS) {
                known.clear();
            }
            matches = filter.matches(topic);
            known.put(topic, matches);
        }
        return matches;
    }
}
