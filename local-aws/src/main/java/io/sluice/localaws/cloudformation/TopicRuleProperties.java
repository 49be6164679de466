/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.TemplateException;
import java.util.Map;
import java.util.Set;

/**
 * Turns the properties of an {@code AWS::IoT::TopicRule} into a TopicRulePayload. The names are the
 * same but for the case of their first letter; CloudFormation also takes a number or a truth value
 * as text.
 *
 * <p>Source: CloudFormation, AWS::IoT::TopicRule.
 */
final class TopicRuleProperties {

    private static final Set<String> KNOWN = Set.of("RuleName", "TopicRulePayload", "Tags");
    private static final Set<String> NUMBERS = Set.of("Qos");
    private static final Set<String> FLAGS = Set.of("RuleDisabled", "BatchMode");

    private TopicRuleProperties() {}

    static ObjectNode toPayload(ObjectNode properties, String place) {
        properties
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!KNOWN.contains(name)) {
                                throw TemplateException.at(
                                        place, "'" + name + "' is not a known property");
                            }
                        });
        if (!(properties.get("TopicRulePayload") instanceof ObjectNode payload)) {
            throw TemplateException.at(place, "TopicRulePayload is missing or no mapping");
        }
        return object(payload, place + "/TopicRulePayload");
    }

    private static ObjectNode object(ObjectNode properties, String place) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : properties.properties()) {
            String name = entry.getKey();
            if (name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
                throw TemplateException.at(place, "'" + name + "' is not a known property");
            }
            object.set(
                    Character.toLowerCase(name.charAt(0)) + name.substring(1),
                    typed(name, entry.getValue(), place + "/" + name));
        }
        return object;
    }

    private static JsonNode typed(String name, JsonNode value, String place) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value instanceof ObjectNode object) {
            return object(object, place);
        }
        if (value.isArray()) {
            ArrayNode array = json.arrayNode();
            value.forEach(item -> array.add(typed("", item, place)));
            return array;
        }
        String text = value.asText();
        if (NUMBERS.contains(name)) {
            if (!text.matches("\\d{1,3}")) {
                throw TemplateException.at(
                        place, "a whole number was expected, not '" + text + "'");
            }
            return json.numberNode(Integer.parseInt(text));
        }
        if (FLAGS.contains(name)) {
            if (!text.equals("true") && !text.equals("false")) {
                throw TemplateException.at(place, "true or false was expected, not '" + text + "'");
            }
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        return value.isNull() ? value : json.textNode(text);
    }
}
