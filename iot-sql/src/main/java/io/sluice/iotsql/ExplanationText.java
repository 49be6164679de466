/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.value.JsonReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as people read it. */
final class ExplanationText {

    private ExplanationText() {}

    static String text(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append(topic(explanation.topic())).append('\n');
        String clause = "";
        for (Explanation.Part part : explanation.parts()) {
            if (!part.clause().equals(clause)) {
                clause = part.clause();
                text.append(clause).append('\n');
            }
            text.append("  ".repeat(part.depth() + 1))
                    .append(part.text().replaceAll("\\s+", " "))
                    .append(" -> ")
                    .append(part.value())
                    .append('\n');
        }
        text.append(summary(explanation)).append('\n');
        if (explanation.outcome().kind() == RuleOutcome.Kind.FIRED) {
            text.append(result(explanation.outcome())).append('\n');
        }
        return text.toString();
    }

    static String summary(Explanation explanation) {
        if (!explanation.topic().matched()) {
            return "The rule does not fire: the topic does not match.";
        }
        RuleOutcome outcome = explanation.outcome();
        return switch (outcome.kind()) {
            case FIRED -> "The rule fires.";
            case FAILED ->
                    "The rule does not fire: "
                            + outcome.failure().map(EvaluationFailure::describe).orElse("it failed")
                            + ".";
            case NOT_TRUE -> "The rule does not fire: " + condition(explanation.parts()) + ".";
        };
    }

    private static String topic(Explanation.TopicMatch topic) {
        if (topic.filter().isEmpty()) {
            return topic.reason();
        }
        String line =
                "FROM '"
                        + topic.filter()
                        + "' "
                        + (topic.matched() ? "matches" : "does not match")
                        + " the topic "
                        + topic.topic();
        if (topic.matched()) {
            return line;
        }
        return line
                + ": level "
                + topic.level()
                + (topic.wanted().isEmpty() ? "" : " should be '" + topic.wanted() + "'")
                + (topic.wanted().isEmpty() || topic.found().isEmpty() ? "" : ", and")
                + (topic.found().isEmpty() ? "" : " is '" + topic.found() + "'")
                + " ("
                + topic.reason()
                + ")";
    }

    /** What WHERE came to, and which parts of it are Undefined for no reason of their own parts. */
    private static String condition(List<Explanation.Part> parts) {
        List<Explanation.Part> where =
                parts.stream().filter(part -> part.clause().equals("WHERE")).toList();
        String line = "WHERE is " + (where.isEmpty() ? "false" : where.get(0).value());
        String causes =
                where.stream()
                        .filter(part -> part.undefined() && isCause(part, where))
                        .map(part -> part.text() + " is Undefined")
                        .distinct()
                        .collect(Collectors.joining(", "));
        return causes.isEmpty() ? line : line + ", since " + causes;
    }

    private static boolean isCause(Explanation.Part part, List<Explanation.Part> where) {
        int next = where.indexOf(part) + 1;
        while (next < where.size() && where.get(next).depth() > part.depth()) {
            if (where.get(next).undefined()) {
                return false;
            }
            next++;
        }
        return true;
    }

    private static String result(RuleOutcome outcome) {
        ByteBuffer payload = outcome.payload();
        String text = JsonReader.utf8(payload);
        return text == null ? payload.remaining() + " bytes that are not UTF-8" : text;
    }
}
