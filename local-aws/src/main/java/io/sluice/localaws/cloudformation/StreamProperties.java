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
 * Turns the properties of an {@code AWS::KinesisFirehose::DeliveryStream} into a
 * CreateDeliveryStream request. The names are the same; CloudFormation also takes a number or a
 * truth value as text, since that is what parameters are, and a text as a number.
 */
final class StreamProperties {

    private static final Set<String> NUMBERS =
            Set.of("SizeInMBs", "IntervalInSeconds", "ThroughputHintInMBs", "DurationInSeconds");
    private static final Set<String> FLAGS = Set.of("Enabled");

    private StreamProperties() {}

    static ObjectNode toRequest(ObjectNode properties, String streamName, String place) {
        ObjectNode request = (ObjectNode) typed("", properties, place);
        request.put("DeliveryStreamName", streamName);
        return request;
    }

    private static JsonNode typed(String name, JsonNode value, String place) {
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                object.set(
                        entry.getKey(),
                        typed(entry.getKey(), entry.getValue(), place + "/" + entry.getKey()));
            }
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(typed("", item, place)));
            return array;
        }
        String text = value.asText();
        if (NUMBERS.contains(name)) {
            if (!text.matches("-?\\d{1,9}")) {
                throw TemplateException.at(
                        place, "a whole number was expected, not '" + text + "'");
            }
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
        }
        if (FLAGS.contains(name)) {
            if (!text.equals("true") && !text.equals("false")) {
                throw TemplateException.at(place, "true or false was expected, not '" + text + "'");
            }
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        }
        return value.isNull() ? value : JsonNodeFactory.instance.textNode(text);
    }
}
