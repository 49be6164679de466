/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Evaluation;
import io.sluice.templates.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one topic rule from its properties, as far as they are known. For one use. */
final class TemplateRuleReader {

    private final Evaluation evaluation;
    private final String id;
    private final ObjectNode properties;
    private final String place;

    TemplateRuleReader(Evaluation evaluation, String id, ObjectNode properties) {
        this.evaluation = evaluation;
        this.id = id;
        this.properties = properties;
        this.place = "Resources/" + id + "/Properties/TopicRulePayload";
    }

    /** Its name, or null if it has none of its own or only a deployment tells. */
    static @Nullable String nameOf(ObjectNode properties) {
        return properties.path("RuleName").textValue();
    }

    /**
     * The rule.
     *
     * @throws TemplateException with the place, if what decides on its records is missing or not
     *     known
     */
    TemplateRule read() {
        JsonNode payload = known(properties.path("TopicRulePayload"), place);
        String sql = text(payload.path("Sql"), place + "/Sql");
        if (sql == null || sql.isBlank()) {
            throw TemplateException.at(place, "Sql is missing; a topic rule needs one");
        }
        List<RuleAction> actions = new ArrayList<>();
        List<TemplateRule.FirehoseAction> firehose = new ArrayList<>();
        JsonNode written = known(payload.path("Actions"), place + "/Actions");
        for (int i = 0; i < written.size(); i++) {
            String at = place + "/Actions/" + i;
            RuleAction action = action(written.path(i), at);
            actions.add(action);
            if (action.isFirehose()) {
                firehose.add(firehose(action.settings(), at + "/" + action.kind()));
            }
        }
        return new TemplateRule(
                id,
                nameOf(properties),
                sql,
                text(payload.path("AwsIotSqlVersion"), place + "/AwsIotSqlVersion"),
                payload.path("RuleDisabled").asBoolean(),
                actions,
                firehose,
                payload.has("ErrorAction")
                        ? action(payload.path("ErrorAction"), place + "/ErrorAction")
                        : null);
    }

    private RuleAction action(JsonNode written, String at) {
        JsonNode action = known(written, at);
        if (action.size() == 1) {
            Map.Entry<String, JsonNode> only = action.properties().iterator().next();
            if (known(only.getValue(), at + "/" + only.getKey()) instanceof ObjectNode settings) {
                return new RuleAction(only.getKey(), settings);
            }
        }
        throw TemplateException.at(at, "is not an action; write its kind and its properties");
    }

    private TemplateRule.FirehoseAction firehose(ObjectNode action, String at) {
        String separator = text(action.path("Separator"), at + "/Separator");
        String batchMode = text(action.path("BatchMode"), at + "/BatchMode");
        return new TemplateRule.FirehoseAction(
                action.path("DeliveryStreamName").textValue(),
                separator == null ? "" : separator,
                Boolean.parseBoolean(batchMode));
    }

    private @Nullable String text(JsonNode node, String at) {
        JsonNode value = known(node, at);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw TemplateException.at(at, "a text was expected, not a list or a mapping");
        }
        return value.asText();
    }

    /** Refuses a function that was left as it is written, saying what it lacks. */
    private JsonNode known(JsonNode node, String at) {
        return isFunction(node) ? evaluation.value(node, at) : node;
    }

    /** Whether this is a function of CloudFormation, here one that is not known. */
    static boolean isFunction(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return false;
        }
        String name = node.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }
}
