/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.topic;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic filter with AWS IoT's rules (AWS IoT Developer Guide, "MQTT topics"): {@code a/#} matches
 * {@code a/} and {@code a/b} but, unlike MQTT's, not {@code a}; a wildcard at the front does not
 * match a topic that begins with {@code $}. Immutable; any thread.
 */
public final class TopicFilter {

    /**
     * Where a topic leaves the filter.
     *
     * @param level from 1
     * @param wanted what the filter has there; empty if it ends before
     * @param found what the topic has there; empty if it ends before
     * @param reason one line
     */
    public record Mismatch(int level, String wanted, String found, String reason) {}

    private final String text;
    private final List<String> levels;

    private TopicFilter(String text) {
        this.text = text;
        this.levels = List.of(text.split("/", -1));
    }

    /** The filter of that text; ask {@link #problem} before. */
    public static TopicFilter of(String text) {
        return new TopicFilter(text);
    }

    /** What is wrong with a filter; empty if nothing is. */
    public static Optional<String> problem(String text) {
        if (text.isEmpty()) {
            return Optional.of("the topic filter is empty");
        }
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            if (level.contains("#") && !(level.equals("#") && i == levels.length - 1)) {
                return Optional.of("# must be the whole last level of a topic filter");
            }
            if (level.contains("+") && !level.equals("+")) {
                return Optional.of("+ must be a whole level of a topic filter");
            }
        }
        return Optional.empty();
    }

    /** The filter as it was written. */
    public String text() {
        return text;
    }

    /** Whether the topic matches. */
    public boolean matches(String topic) {
        if (reserved(topic)) {
            return false;
        }
        int from = 0;
        for (String level : levels) {
            if (from > topic.length()) {
                return false; // the topic has no such level
            }
            if (level.equals("#")) {
                return true;
            }
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            boolean same =
                    level.equals("+")
                            || (level.length() == to - from && topic.startsWith(level, from));
            if (!same) {
                return false;
            }
            from = to + 1;
        }
        return from > topic.length();
    }

    /** The first level at which the topic does not match; null if it matches. */
    public @Nullable Mismatch mismatch(String topic) {
        List<String> found = List.of(topic.split("/", -1));
        if (reserved(topic)) {
            return new Mismatch(
                    1,
                    levels.get(0),
                    found.get(0),
                    "a wildcard at the front does not match a topic that begins with $");
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (i >= found.size()) {
                String reason =
                        level.equals("#")
                                ? "in AWS IoT, # does not match the level above it"
                                : "the topic has only " + found.size() + " levels";
                return new Mismatch(i + 1, level, "", reason);
            }
            if (level.equals("#")) {
                return null;
            }
            if (!level.equals("+") && !level.equals(found.get(i))) {
                return new Mismatch(i + 1, level, found.get(i), "the levels differ");
            }
        }
        return found.size() > levels.size()
                ? new Mismatch(
                        levels.size() + 1,
                        "",
                        found.get(levels.size()),
                        "the topic has more levels than the filter")
                : null;
    }

    private boolean reserved(String topic) {
        return topic.startsWith("$") && (levels.get(0).equals("+") || levels.get(0).equals("#"));
    }

    @Override
    public String toString() {
        return text;
    }
}
