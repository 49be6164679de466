/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import java.util.ArrayList;
import java.util.List;

/**
 * An MQTT topic filter (MQTT 5, section 4.7): {@code +} stands for one level, {@code #} for all the
 * rest and the parent level itself; a filter that begins with a wildcard does not match topics that
 * begin with {@code $}.
 */
public final class TopicFilter {

    private final String text;
    private final String[] levels;
    private final boolean exact;

    private TopicFilter(String text) {
        this.text = text;
        this.levels = text.split("/", -1);
        this.exact = text.indexOf('+') < 0 && text.indexOf('#') < 0;
    }

    /**
     * A filter without {@code $share/}.
     *
     * @throws IllegalArgumentException if the text is not a valid topic filter; the message says
     *     why
     */
    public static TopicFilter of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a topic filter has at least one character");
        }
        TopicFilter filter = new TopicFilter(text);
        for (int i = 0; i < filter.levels.length; i++) {
            String level = filter.levels[i];
            if (level.contains("#") && !(level.equals("#") && i == filter.levels.length - 1)) {
                throw new IllegalArgumentException(
                        "# must be the whole last level of the topic filter '" + text + "'");
            }
            if (level.contains("+") && !level.equals("+")) {
                throw new IllegalArgumentException(
                        "+ must be a whole level of the topic filter '" + text + "'");
            }
        }
        return filter;
    }

    /** Whether a message on this topic is taken. */
    public boolean matches(String topic) {
        if (exact) {
            return text.equals(topic);
        }
        if (topic.startsWith("$") && (levels[0].equals("+") || levels[0].equals("#"))) {
            return false;
        }
        int from = 0;
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals("#")) {
                return true;
            }
            if (from > topic.length()) {
                return false;
            }
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            if (!levels[i].equals("+") && !topic.substring(from, to).equals(levels[i])) {
                return false;
            }
            from = to + 1;
            boolean parentOfRest = i + 2 == levels.length && levels[i + 1].equals("#");
            if (from > topic.length() && parentOfRest) {
                return true;
            }
        }
        return from > topic.length();
    }

    /** Whether each topic that {@code other} matches is matched by this filter too. */
    public boolean covers(TopicFilter other) {
        if (other.text.startsWith("$") != text.startsWith("$")) {
            return false;
        }
        if (text.equals("+/#") && other.text.equals("#")) {
            return true; // every topic has a first level
        }
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals("#")) {
                return true;
            }
            if (i >= other.levels.length || other.levels[i].equals("#")) {
                return false;
            }
            if (!levels[i].equals("+") && !levels[i].equals(other.levels[i])) {
                return false;
            }
            if (i == other.levels.length - 1
                    && i + 2 == levels.length
                    && levels[i + 1].equals("#")) {
                return true;
            }
        }
        return levels.length == other.levels.length;
    }

    /**
     * The filters that are not covered by another one of them, in their order: what to subscribe
     * to.
     */
    public static List<TopicFilter> withoutCovered(List<TopicFilter> filters) {
        List<TopicFilter> kept = new ArrayList<>();
        for (TopicFilter filter : filters) {
            if (kept.stream().noneMatch(other -> other.covers(filter))) {
                kept.removeIf(filter::covers);
                kept.add(filter);
            }
        }
        return kept;
    }

    /** The filter as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
