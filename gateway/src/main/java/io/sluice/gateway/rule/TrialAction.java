/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.RuleOutcome;
import io.sluice.iotsql.RuleStatement;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SubstitutionTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One action of a rule that is tried. For one thread. */
final class TrialAction {

    /**
     * <a
     * href="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-firehose-rule-action.html">AWS
     * IoT Developer Guide, Firehose</a>: an array in batch mode has at most 500 elements.
     */
    private static final int MOST_ELEMENTS = 500;

    /** The one text in which AWS does not evaluate substitution templates. */
    private static final String ROLE = "RoleArn";

    private final RuleAction action;
    private final RuleStatement statement;

    /**
     * @throws IllegalArgumentException if a substitution template cannot be read; the message says
     *     where
     */
    TrialAction(RuleAction action, RuleStatement statement) {
        this.action = action;
        this.statement = statement;
        check(action.kind(), action.settings());
    }

    private void check(String place, JsonNode node) {
        if (node.isTextual() && !place.endsWith("." + ROLE)) {
            try {
                SubstitutionTemplate.parse(node.textValue(), statement);
            } catch (SqlSyntaxException e) {
                throw new IllegalArgumentException(
                        SyntaxProblem.describe("action " + place, node.textValue(), e), e);
            }
        } else if (node.isArray()) {
            node.forEach(element -> check(place, element));
        } else if (!TemplateRuleReader.isFunction(node)) {
            node.properties()
                    .forEach(entry -> check(place + "." + entry.getKey(), entry.getValue()));
        }
    }

    /** What it is called with, for a message for which the rule fires with this outcome. */
    ActionCall call(RuleOutcome outcome, RuleMessage message, RuleEnvironment environment) {
        List<ByteBuffer> records = records(outcome);
        int separator = text("Separator").getBytes(StandardCharsets.UTF_8).length;
        long bytes = records.stream().mapToLong(ByteBuffer::remaining).sum();
        String problem =
                records.size() > MOST_ELEMENTS
                        ? records.size() + " elements, and batchMode takes at most " + MOST_ELEMENTS
                        : null;
        JsonNode settings;
        try {
            settings = rendered(action.settings(), message, environment);
        } catch (EvaluationException e) {
            settings = action.settings();
            problem = e.failure().describe();
        }
        return new ActionCall(
                action.kind(),
                (ObjectNode) settings,
                records.size(),
                bytes + (long) separator * records.size(),
                problem);
    }

    private List<ByteBuffer> records(RuleOutcome outcome) {
        boolean batch = action.isFirehose() && Boolean.parseBoolean(text("BatchMode"));
        List<ByteBuffer> whole = List.of(outcome.payload());
        return batch ? outcome.elements().orElse(whole) : whole;
    }

    private String text(String setting) {
        return action.isFirehose() ? action.settings().path(setting).asText() : "";
    }

    private JsonNode rendered(JsonNode node, RuleMessage message, RuleEnvironment environment) {
        if (node.isTextual()) {
            return TextNode.valueOf(
                    SubstitutionTemplate.parse(node.textValue(), statement)
                            .render(message, environment));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(rendered(element, message, environment)));
            return array;
        }
        if (!node.isObject() || TemplateRuleReader.isFunction(node)) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            object.set(
                    entry.getKey(),
                    entry.getKey().equals(ROLE)
                            ? entry.getValue()
                            : rendered(entry.getValue(), message, environment));
        }
        return object;
    }
}
