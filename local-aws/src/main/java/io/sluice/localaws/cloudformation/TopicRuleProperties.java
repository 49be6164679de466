/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Turns the properties of an {@code AWS::IoT::TopicRule} into a TopicRulePayload: the names are the
 * same but for the case of their first letter.
 *
 * <p>Source: CloudFormation, AWS::IoT::TopicRule.
 */
final class TopicRuleProperties {

    private TopicRuleProperties() {}

    static ObjectNode toPayload(ObjectNode properties) {
        return (ObjectNode) renamed(properties.path("TopicRulePayload"));
    }

    private static JsonNode renamed(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(renamed(item)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = entry.getKey();
            object.set(
                    Character.toLowerCase(name.charAt(0)) + name.substring(1),
                    renamed(entry.getValue()));
        }
        return object;
    }
}
