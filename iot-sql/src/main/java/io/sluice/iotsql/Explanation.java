/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.util.List;
import java.util.Map;

/**
 * Why a rule fired for a message, or why it did not: the question that users of IoT rules ask most.
 *
 * @param topic whether the topic matches, and if not, at which level
 * @param parts the parts of SET, WHERE and SELECT with their values, in the order of evaluation
 * @param outcome what the evaluation came to, whether or not the topic matches
 */
public record Explanation(TopicMatch topic, List<Part> parts, RuleOutcome outcome) {

    /**
     * Whether the topic matches the filter.
     *
     * @param matched whether it does
     * @param topic the topic of the message
     * @param filter the filter; empty if the statement has no FROM
     * @param level the first level that does not match, from 1; 0 if it matches
     * @param wanted what the filter has there; empty if the filter ends before
     * @param found what the topic has there; empty if the topic ends before
     * @param reason one line
     */
    public record TopicMatch(
            boolean matched,
            String topic,
            String filter,
            int level,
            String wanted,
            String found,
            String reason) {}

    /**
     * A part of the statement with its value.
     *
     * @param clause {@code SET}, {@code WHERE} or {@code SELECT}
     * @param depth how deep it lies in its clause, from 0
     * @param text its text in the statement
     * @param line its line, from 1
     * @param column its column, from 1
     * @param value its value as JSON, {@code Undefined}, or the reason why it failed
     * @param undefined whether the value is Undefined
     */
    public record Part(
            String clause,
            int depth,
            String text,
            int line,
            int column,
            String value,
            boolean undefined) {}

    /** Keeps a copy of the list. */
    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * The same for a message that was published to {@code $aws/rules/NAME/TOPIC} (Basic Ingest): it
     * comes to the rule whatever FROM says.
     */
    public Explanation byBasicIngest() {
        return new Explanation(
                new TopicMatch(
                        true,
                        topic.topic(),
                        "",
                        0,
                        "",
                        "",
                        "FROM is not looked at, since the message comes by Basic Ingest"),
                parts,
                outcome);
    }

    /** Whether the topic matches and the rule fires. */
    public boolean fires() {
        return topic.matched() && outcome.kind() == RuleOutcome.Kind.FIRED;
    }

    /** One line: that the rule fires, or the first reason why it does not. */
    public String summary() {
        return ExplanationText.summary(this);
    }

    /** For people: the topic, each part with its value on a line, and what came of it. */
    public String toText() {
        return ExplanationText.text(this);
    }

    /** For programs: maps, lists, strings, numbers and booleans, to be written as JSON. */
    public Map<String, Object> toMap() {
        return ExplanationMap.of(this);
    }
}
