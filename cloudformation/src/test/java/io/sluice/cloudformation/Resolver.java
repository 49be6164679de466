/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a template's functions for one set of parameters, without the local AWS, so that it is
 * a second opinion on how a template is read. A reference to a resource becomes {@code ref:ID}, an
 * attribute {@code arn:aws:local:::ID/ATTRIBUTE}.
 *
 * <p>Source: AWS CloudFormation User Guide, "Intrinsic function reference".
 */
final class Resolver {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    private static final Map<String, String> PSEUDO =
            Map.of(
                    "AWS::AccountId", "123456789012",
                    "AWS::Partition", "aws",
                    "AWS::StackId",
                            "arn:aws:cloudformation:eu-west-1:123456789012:stack/sluice/2f0f3b60",
                    "AWS::Region", "eu-west-1",
                    "AWS::StackName", "stack",
                    "AWS::URLSuffix", "amazonaws.com");

    private final TemplateFile template;
    private final Map<String, String> parameters;
    private final ObjectNode resources = JSON.objectNode();

    private Resolver(TemplateFile template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = parameters;
    }

    /**
     * The resources and outputs that a template makes with these parameters.
     *
     * @throws IllegalStateException with the place, if something refers to nothing, or a rule of
     *     the template does not hold
     */
    static Stack resolve(TemplateFile template, Map<String, String> parameters) {
        return new Resolver(template, parameters).run();
    }

    /** Whether the template's own rules let these parameters through. */
    static boolean permits(TemplateFile template, Map<String, String> parameters) {
        return new Resolver(template, parameters).brokenRules().isEmpty();
    }

    private Stack run() {
        List<String> broken = brokenRules();
        if (!broken.isEmpty()) {
            throw new IllegalStateException(String.join("; ", broken));
        }
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : template.section("Resources").properties()) {
            JsonNode condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || condition(condition.asText())) {
                wanted.put(entry.getKey(), entry.getValue());
                resources.set(entry.getKey(), entry.getValue());
            }
        }
        wanted.forEach(
                (id, resource) -> {
                    ObjectNode copy = resource.deepCopy();
                    copy.set("Properties", value(resource.path("Properties"), id));
                    resources.set(id, copy);
                });
        ObjectNode outputs = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : template.section("Outputs").properties()) {
            JsonNode condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || condition(condition.asText())) {
                outputs.set(entry.getKey(), value(entry.getValue().path("Value"), "Outputs"));
            }
        }
        return new Stack(template.name(), parameters, resources, outputs);
    }

    private List<String> brokenRules() {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : template.section("Rules").properties()) {
            JsonNode applies = entry.getValue().path("RuleCondition");
            if (!applies.isMissingNode() && !truth(value(applies, entry.getKey()))) {
                continue;
            }
            for (JsonNode assertion : entry.getValue().path("Assertions")) {
                if (!truth(value(assertion.path("Assert"), entry.getKey()))) {
                    broken.add(assertion.path("AssertDescription").asText());
                }
            }
        }
        return broken;
    }

    private JsonNode value(JsonNode node, String place) {
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (JsonNode item : node) {
                JsonNode value = value(item, place);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            String name = only.getKey();
            boolean condition = name.equals("Condition") && only.getValue().isTextual();
            if (name.equals("Ref") || name.startsWith("Fn::") || condition) {
                return function(name, only.getValue(), place);
            }
        }
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = value(entry.getValue(), place + "/" + entry.getKey());
            if (!value.isMissingNode()) {
                object.set(entry.getKey(), value);
            }
        }
        return object;
    }

    private JsonNode function(String name, JsonNode argument, String place) {
        if (name.equals("Fn::If")) {
            return value(argument.get(condition(argument.get(0).asText()) ? 1 : 2), place);
        }
        if (name.equals("Fn::Sub")) {
            return substitute(argument, place);
        }
        JsonNode values = value(argument, place);
        return switch (name) {
            case "Ref" -> ref(values.asText(), place);
            case "Condition" -> JSON.booleanNode(condition(values.asText()));
            case "Fn::GetAtt" -> attribute(values.get(0).asText(), values.get(1).asText(), place);
            case "Fn::Equals" ->
                    JSON.booleanNode(values.get(0).asText().equals(values.get(1).asText()));
            case "Fn::Not" -> JSON.booleanNode(!truth(values.get(0)));
            case "Fn::And" -> JSON.booleanNode(values.valueStream().allMatch(Resolver::truth));
            case "Fn::Or" -> JSON.booleanNode(values.valueStream().anyMatch(Resolver::truth));
            case "Fn::Join" ->
                    JSON.textNode(
                            values.get(1)
                                    .valueStream()
                                    .map(JsonNode::asText)
                                    .collect(Collectors.joining(values.get(0).asText())));
            case "Fn::Select" -> there(values.get(1).get(values.get(0).asInt()), name, place);
            case "Fn::FindInMap" ->
                    there(
                            template.section("Mappings")
                                    .path(values.get(0).asText())
                                    .path(values.get(1).asText())
                                    .get(values.get(2).asText()),
                            name + values,
                            place);
            default -> throw new IllegalStateException(place + ": no function " + name);
        };
    }

    private JsonNode ref(String name, String place) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        if (PSEUDO.containsKey(name)) {
            return JSON.textNode(PSEUDO.get(name));
        }
        String parameter = parameters.get(name);
        if (parameter == null) {
            there(resources.get(name), name, place);
            return JSON.textNode("ref:" + name);
        }
        String type = template.section("Parameters").path(name).path("Type").asText();
        if (!type.startsWith("List<") && !type.equals("CommaDelimitedList")) {
            return JSON.textNode(parameter);
        }
        ArrayNode list = JSON.arrayNode();
        for (String item : parameter.split(",", -1)) {
            list.add(item.strip());
        }
        return list;
    }

    private JsonNode attribute(String id, String attribute, String place) {
        there(resources.get(id), id, place);
        return JSON.textNode("arn:aws:local:::" + id + "/" + attribute);
    }

    private JsonNode substitute(JsonNode argument, String place) {
        String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
        JsonNode own = argument.isArray() ? value(argument.get(1), place) : JSON.objectNode();
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String[] parts = name.split("\\.", 2);
            JsonNode value =
                    name.startsWith("!")
                            ? JSON.textNode("${" + name.substring(1) + "}")
                            : own.has(name)
                                    ? own.get(name)
                                    : parts.length == 2
                                            ? attribute(parts[0], parts[1], place)
                                            : ref(name, place);
            matcher.appendReplacement(result, Matcher.quoteReplacement(value.asText()));
        }
        return JSON.textNode(matcher.appendTail(result).toString());
    }

    private boolean condition(String name) {
        JsonNode expression = template.section("Conditions").get(name);
        return truth(value(there(expression, name, "Conditions"), name));
    }

    private static boolean truth(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalStateException(value + " is not a condition");
        }
        return value.booleanValue();
    }

    private static JsonNode there(@Nullable JsonNode node, String name, String place) {
        if (node == null) {
            throw new IllegalStateException(place + ": there is no " + name);
        }
        return node;
    }
}
