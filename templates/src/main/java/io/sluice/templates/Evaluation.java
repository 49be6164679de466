/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A template with the values of its parameters. Go through {@link #creationOrder}, and say with
 * {@link #created} what became of a resource before those are asked for that refer to it. For one
 * thread.
 *
 * <p>Source: AWS CloudFormation User Guide, "Template anatomy".
 */
public final class Evaluation {

    private final Template template;
    private final Intrinsics values;

    private Evaluation(Template template, Map<String, JsonNode> values) {
        this.template = template;
        this.values = new Intrinsics(template, values);
        RuleAssertions.check(template.rules(), this.values);
    }

    /**
     * The template as a stack's.
     *
     * @param given parameters by name; lists are separated by commas
     * @throws TemplateException with all that is wrong with the parameters, or that a rule of the
     *     template asserts otherwise
     */
    public static Evaluation of(Template template, StackIdentity stack, Map<String, String> given) {
        Map<String, JsonNode> values = new HashMap<>(pseudoParameters(stack));
        values.putAll(Parameters.resolve(template.parameters(), given));
        return new Evaluation(template, values);
    }

    /**
     * The template by itself: there is no stack, and a parameter that has neither a value nor a
     * default is missed only by what depends on it.
     *
     * @param given parameters by name; lists are separated by commas
     * @throws TemplateException with all that is wrong with the parameters, or that a rule of the
     *     template asserts otherwise
     */
    public static Evaluation withoutStack(Template template, Map<String, String> given) {
        return new Evaluation(template, Parameters.known(template.parameters(), given));
    }

    /**
     * The logical ids of the resources whose condition is true, each after those that it needs.
     *
     * @throws TemplateException if a name does not exist, or resources need each other in a circle
     */
    public List<String> creationOrder() {
        return References.creationOrder(template).stream().filter(this::isMade).toList();
    }

    /** Makes a resource known to those that refer to it. */
    public void created(String logicalId, Created resource) {
        values.created(logicalId, resource);
    }

    /**
     * The properties of a resource, without any function left in them.
     *
     * @throws TemplateException with the place, if one cannot be evaluated
     */
    public ObjectNode properties(String logicalId) {
        String place = place(logicalId);
        return mapping(values.evaluate(resource(logicalId).properties(), place), place);
    }

    /**
     * The properties of a resource as far as they are known: a function that depends on what this
     * evaluation was not told is left as it is written, under its long name; {@link #value} says
     * what it lacks.
     *
     * @throws TemplateException with the place, if one cannot be evaluated for another reason
     */
    public ObjectNode knownProperties(String logicalId) {
        String place = place(logicalId);
        return mapping(values.evaluateKnown(resource(logicalId).properties(), place), place);
    }

    /**
     * A value without any function left in it.
     *
     * @param place what a failure is told with, such as {@code Resources/Rule/Properties/Sql}
     * @throws TemplateException with the place, if it cannot be evaluated
     */
    public JsonNode value(JsonNode node, String place) {
        return values.evaluate(node, place);
    }

    /**
     * The outputs whose condition is true, by name, in the order of the template.
     *
     * @throws TemplateException with the place, if one cannot be evaluated or is no text
     */
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : template.outputs().properties()) {
            String place = "Outputs/" + entry.getKey();
            String condition = entry.getValue().path("Condition").textValue();
            if (condition != null && !values.condition(condition, place)) {
                continue;
            }
            JsonNode value = values.evaluate(entry.getValue().path("Value"), place + "/Value");
            if (!value.isValueNode() || value.isNull()) {
                throw TemplateException.at(place, "Value must be a text");
            }
            outputs.put(entry.getKey(), value.asText());
        }
        return Collections.unmodifiableMap(outputs);
    }

    private boolean isMade(String logicalId) {
        String condition = resource(logicalId).condition();
        return condition == null || values.condition(condition, "Resources/" + logicalId);
    }

    private Template.Resource resource(String logicalId) {
        Template.Resource resource = template.resources().get(logicalId);
        if (resource == null) {
            throw TemplateException.at("Resources", "there is no '" + logicalId + "'");
        }
        return resource;
    }

    private static String place(String logicalId) {
        return "Resources/" + logicalId + "/Properties";
    }

    private static ObjectNode mapping(JsonNode value, String place) {
        if (value instanceof ObjectNode properties) {
            return properties;
        }
        throw TemplateException.at(place, "is not a mapping");
    }

    private static Map<String, JsonNode> pseudoParameters(StackIdentity stack) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return Map.of(
                "AWS::AccountId", json.textNode(stack.accountId()),
                "AWS::Region", json.textNode(stack.region()),
                "AWS::StackName", json.textNode(stack.name()),
                "AWS::StackId", json.textNode(stack.id()),
                "AWS::Partition", json.textNode("aws"),
                "AWS::URLSuffix", json.textNode("amazonaws.com"),
                "AWS::NotificationARNs", json.arrayNode());
    }
}
