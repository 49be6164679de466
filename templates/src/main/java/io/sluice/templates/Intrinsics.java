/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Evaluates values of a template. {@code AWS::NoValue} is a {@link MissingNode}, which the mapping
 * or list around it leaves out.
 *
 * <p>Source: AWS CloudFormation User Guide, "Intrinsic function reference".
 */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Template template;
    // parameters and pseudo parameters
    private final Map<String, JsonNode> values;
    private final Map<String, Created> created = new HashMap<>();
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Set<String> deciding = new HashSet<>();

    Intrinsics(Template template, Map<String, JsonNode> values) {
        this.template = template;
        this.values = values;
    }

    /** Makes a resource known to those that refer to it. */
    void created(String logicalId, Created resource) {
        created.put(logicalId, resource);
    }

    /** A value without any function left in it. */
    JsonNode evaluate(JsonNode node, String place) {
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                JsonNode value = evaluate(node.get(i), place + "/" + i);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (isFunction(node)) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            return function(only.getKey(), only.getValue(), place + "/" + only.getKey());
        }
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = evaluate(entry.getValue(), place + "/" + entry.getKey());
            if (!value.isMissingNode()) {
                object.set(entry.getKey(), value);
            }
        }
        return object;
    }

    /** The same, but functions that depend on what is not known are left as they are written. */
    JsonNode evaluateKnown(JsonNode node, String place) {
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                JsonNode value = evaluateKnown(node.get(i), place + "/" + i);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        try {
            if (node.size() == 1 && node.path("Fn::If").size() == 3) {
                return evaluateKnown(chosen(node.get("Fn::If"), place), place);
            }
            if (!node.isObject() || isFunction(node)) {
                return evaluate(node, place);
            }
        } catch (NotKnown e) {
            return node;
        }
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = evaluateKnown(entry.getValue(), place + "/" + entry.getKey());
            if (!value.isMissingNode()) {
                object.set(entry.getKey(), value);
            }
        }
        return object;
    }

    /** Whether an expression holds. */
    boolean truth(JsonNode expression, String place) {
        return isTrue(evaluate(expression, place), place);
    }

    /** The value of a condition. */
    boolean condition(String name, String place) {
        Boolean known = decided.get(name);
        if (known != null) {
            return known;
        }
        JsonNode expression = template.conditions().get(name);
        if (expression == null) {
            throw TemplateException.at(place, "there is no condition '" + name + "'");
        }
        if (!deciding.add(name)) {
            throw TemplateException.at("Conditions/" + name, "depends on itself");
        }
        try {
            boolean value = truth(expression, "Conditions/" + name);
            decided.put(name, value);
            return value;
        } finally {
            deciding.remove(name);
        }
    }

    private boolean isFunction(JsonNode node) {
        if (node.size() != 1) {
            return false;
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        String name = only.getKey();
        return name.equals("Ref") || name.startsWith("Fn::") || isCondition(only);
    }

    private boolean isCondition(Map.Entry<String, JsonNode> only) {
        return only.getKey().equals("Condition")
                && only.getValue().isTextual()
                && template.conditions().has(only.getValue().textValue());
    }

    private JsonNode function(String name, JsonNode argument, String place) {
        return switch (name) {
            case "Ref" -> ref(argument.asText(), place);
            case "Condition" -> JSON.booleanNode(condition(argument.asText(), place));
            case "Fn::GetAtt" -> getAtt(argument, place);
            case "Fn::Sub" -> sub(argument, place);
            case "Fn::If" -> evaluate(chosen(argument, place), place);
            case "Fn::Join" -> join(list(argument, 2, 2, place), place);
            case "Fn::Select" -> select(list(argument, 2, 2, place), place);
            case "Fn::Split" -> split(list(argument, 2, 2, place), place);
            case "Fn::FindInMap" -> findInMap(list(argument, 3, 3, place), place);
            case "Fn::Equals" -> {
                ArrayNode two = list(argument, 2, 2, place);
                yield JSON.booleanNode(two.get(0).asText().equals(two.get(1).asText()));
            }
            case "Fn::Not" -> JSON.booleanNode(!isTrue(list(argument, 1, 1, place).get(0), place));
            case "Fn::And" ->
                    JSON.booleanNode(
                            list(argument, 2, 10, place)
                                    .valueStream()
                                    .allMatch(value -> isTrue(value, place)));
            case "Fn::Or" ->
                    JSON.booleanNode(
                            list(argument, 2, 10, place)
                                    .valueStream()
                                    .anyMatch(value -> isTrue(value, place)));
            case "Fn::Base64" ->
                    JSON.textNode(
                            Base64.getEncoder()
                                    .encodeToString(
                                            text(evaluate(argument, place), place)
                                                    .getBytes(StandardCharsets.UTF_8)));
            case "Fn::Contains", "Fn::EachMemberIn", "Fn::EachMemberEquals" ->
                    JSON.booleanNode(members(name, list(argument, 2, 2, place), place));
            default ->
                    throw TemplateException.at(place, "the function " + name + " is not supported");
        };
    }

    private JsonNode chosen(JsonNode argument, String place) {
        arguments(argument, 3, 3, place);
        return argument.get(condition(argument.get(0).asText(), place) ? 1 : 2);
    }

    /** The functions over lists that only the rules of a template know. */
    private static boolean members(String name, ArrayNode arguments, String place) {
        if (!place.startsWith("Rules/")) {
            throw TemplateException.at(place, "the function " + name + " is for Rules only");
        }
        List<String> list = texts(arguments.get(0));
        List<String> other = texts(arguments.get(1));
        return switch (name) {
            case "Fn::Contains" -> list.containsAll(other);
            case "Fn::EachMemberIn" -> other.containsAll(list);
            default -> list.stream().allMatch(arguments.get(1).asText()::equals);
        };
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asText).toList()
                : List.of(value.asText());
    }

    private JsonNode ref(String name, String place) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        JsonNode value = values.get(name);
        if (value != null) {
            return value;
        }
        return JSON.textNode(resource(name, place).ref());
    }

    private JsonNode getAtt(JsonNode argument, String place) {
        List<String> parts =
                argument.isArray()
                        ? argument.valueStream()
                                .map(part -> evaluate(part, place).asText())
                                .toList()
                        : List.of(argument.asText().split("\\.", 2));
        if (parts.size() != 2) {
            throw TemplateException.at(place, "takes a resource and an attribute");
        }
        return JSON.textNode(attribute(parts.get(0), parts.get(1), place));
    }

    private String attribute(String id, String attribute, String place) {
        if (template.parameters().has(id)) {
            throw TemplateException.at(place, id + " is a parameter, which has no attributes");
        }
        Map<String, String> attributes = resource(id, place).attributes();
        String value = attributes.get(attribute);
        if (value == null && !values.containsKey("AWS::StackName")) {
            throw new NotKnown(
                    place, id + "." + attribute + " is known only where there is a stack");
        }
        if (value == null) {
            throw TemplateException.at(
                    place,
                    id
                            + " has no attribute '"
                            + attribute
                            + "' here; it has "
                            + attributes.keySet().stream().sorted().toList());
        }
        return value;
    }

    private Created resource(String id, String place) {
        Created resource = created.get(id);
        if (resource != null) {
            return resource;
        }
        if (template.parameters().has(id)) {
            throw new NotKnown(place, "the parameter " + id + " has no value");
        }
        if (id.startsWith("AWS::")) {
            throw new NotKnown(place, id + " is known only where there is a stack");
        }
        Template.Resource declared = template.resources().get(id);
        if (declared == null) {
            throw TemplateException.at(place, "there is no parameter or resource '" + id + "'");
        }
        if (declared.condition() != null && !condition(declared.condition(), place)) {
            throw TemplateException.at(place, id + " is not created, since its condition is false");
        }
        throw new NotKnown(place, "the resource " + id + " is not created yet");
    }

    private JsonNode sub(JsonNode argument, String place) {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode own =
                argument.isArray() ? evaluate(argument.path(1), place) : MissingNode.getInstance();
        Matcher matcher = References.PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1).trim();
            matcher.appendReplacement(
                    result, Matcher.quoteReplacement(substitute(name, own, place)));
        }
        return JSON.textNode(matcher.appendTail(result).toString());
    }

    private String substitute(String name, JsonNode own, String place) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        if (own.has(name)) {
            return text(own.get(name), place);
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? text(ref(name, place), place)
                : attribute(name.substring(0, dot), name.substring(dot + 1), place);
    }

    private static JsonNode join(ArrayNode arguments, String place) {
        if (!arguments.get(1).isArray()) {
            throw TemplateException.at(place, "takes a delimiter and a list");
        }
        return JSON.textNode(
                arguments
                        .get(1)
                        .valueStream()
                        .map(value -> text(value, place))
                        .collect(Collectors.joining(arguments.get(0).asText())));
    }

    private static JsonNode select(ArrayNode arguments, String place) {
        JsonNode value = arguments.get(1).path(arguments.get(0).asInt(-1));
        if (value.isMissingNode()) {
            throw TemplateException.at(
                    place, "the list has no element " + arguments.get(0).asText());
        }
        return value;
    }

    private static JsonNode split(ArrayNode arguments, String place) {
        ArrayNode parts = JSON.arrayNode();
        String delimiter = java.util.regex.Pattern.quote(arguments.get(0).asText());
        for (String part : text(arguments.get(1), place).split(delimiter, -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode findInMap(ArrayNode arguments, String place) {
        JsonNode value =
                template.mappings()
                        .path(arguments.get(0).asText())
                        .path(arguments.get(1).asText())
                        .path(arguments.get(2).asText());
        if (value.isMissingNode()) {
            throw TemplateException.at(
                    place,
                    "there is no mapping "
                            + arguments.valueStream().map(JsonNode::asText).toList());
        }
        return value;
    }

    private ArrayNode list(JsonNode argument, int min, int max, String place) {
        arguments(argument, min, max, place);
        return (ArrayNode) evaluate(argument, place);
    }

    private static void arguments(JsonNode argument, int min, int max, String place) {
        if (!argument.isArray() || argument.size() < min || argument.size() > max) {
            throw TemplateException.at(
                    place, "takes a list of " + (min == max ? min : min + " to " + max));
        }
    }

    private static boolean isTrue(JsonNode value, String place) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        throw TemplateException.at(place, "is not a condition");
    }

    private static String text(JsonNode value, String place) {
        if (value.isValueNode()) {
            return value.asText();
        }
        throw TemplateException.at(place, "a text was expected, not a list or a mapping");
    }
}
