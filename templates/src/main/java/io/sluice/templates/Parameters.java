/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Gives every parameter of a template its value and holds it to its constraints. All problems are
 * told at once.
 *
 * <p>Source: AWS CloudFormation User Guide, "Parameters section".
 */
final class Parameters {

    private final ObjectNode declared;
    private final boolean allNeeded;
    private final List<String> problems = new ArrayList<>();

    private Parameters(ObjectNode declared, boolean allNeeded) {
        this.declared = declared;
        this.allNeeded = allNeeded;
    }

    /** The values by name: texts, and arrays of texts for lists. */
    static Map<String, JsonNode> resolve(ObjectNode declared, Map<String, String> given) {
        return new Parameters(declared, true).resolve(given);
    }

    /** The same without those that have neither a value nor a default. */
    static Map<String, JsonNode> known(ObjectNode declared, Map<String, String> given) {
        return new Parameters(declared, false).resolve(given);
    }

    private Map<String, JsonNode> resolve(Map<String, String> given) {
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .sorted()
                .forEach(
                        name ->
                                problems.add(
                                        "Parameters: [" + name + "] do not exist in the template"));
        Map<String, JsonNode> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            String name = entry.getKey();
            JsonNode rules = entry.getValue();
            String type = rules.path("Type").asText();
            String value = given.get(name);
            if (value == null && rules.hasNonNull("Default")) {
                value = rules.get("Default").asText();
            }
            if (value == null && !allNeeded) {
                continue;
            }
            if (value == null) {
                problems.add("Parameters: [" + name + "] must have values");
                continue;
            }
            values.put(name, typed(name, type, value));
            check(name, type, value, rules);
        }
        if (!problems.isEmpty()) {
            throw new TemplateException(String.join("; ", problems));
        }
        return values;
    }

    private JsonNode typed(String name, String type, String value) {
        if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (String item : value.split(",", -1)) {
                list.add(item.trim());
            }
            return list;
        }
        if (!type.equals("String") && !type.equals("Number") && !type.startsWith("AWS::EC2::")) {
            problems.add("Parameters/" + name + ": the type '" + type + "' is not supported");
        }
        return JsonNodeFactory.instance.textNode(value);
    }

    private void check(String name, String type, String value, JsonNode rules) {
        List<String> broken = new ArrayList<>();
        JsonNode allowed = rules.path("AllowedValues");
        if (allowed.isArray() && allowed.valueStream().noneMatch(v -> v.asText().equals(value))) {
            broken.add("must be one of " + allowed.valueStream().map(JsonNode::asText).toList());
        }
        String pattern = rules.path("AllowedPattern").textValue();
        if (pattern != null && !matches(name, pattern, value)) {
            broken.add("must match pattern " + pattern);
        }
        if (rules.has("MinLength") && value.length() < rules.get("MinLength").asInt()) {
            broken.add("must contain at least " + rules.get("MinLength").asInt() + " characters");
        }
        if (rules.has("MaxLength") && value.length() > rules.get("MaxLength").asInt()) {
            broken.add("must contain at most " + rules.get("MaxLength").asInt() + " characters");
        }
        if (type.equals("Number")) {
            checkNumber(value, rules, broken);
        }
        String meant = rules.path("ConstraintDescription").textValue();
        broken.forEach(
                problem ->
                        problems.add(
                                "Parameter '"
                                        + name
                                        + "' "
                                        + problem
                                        + (meant == null ? "" : " (" + meant + ")")
                                        + ", and is '"
                                        + (rules.path("NoEcho").asBoolean() ? "****" : value)
                                        + "'"));
    }

    private static boolean matches(String name, String pattern, String value) {
        try {
            return Pattern.matches(pattern, value);
        } catch (PatternSyntaxException e) {
            throw new TemplateException(
                    "Parameters/" + name + "/AllowedPattern: " + e.getDescription(), e);
        }
    }

    private static void checkNumber(String value, JsonNode rules, List<String> broken) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.trim());
        } catch (NumberFormatException e) {
            broken.add("must be a number");
            return;
        }
        if (rules.has("MinValue")
                && number.compareTo(new BigDecimal(rules.get("MinValue").asText())) < 0) {
            broken.add("must be a number not less than " + rules.get("MinValue").asText());
        }
        if (rules.has("MaxValue")
                && number.compareTo(new BigDecimal(rules.get("MaxValue").asText())) > 0) {
            broken.add("must be a number not greater than " + rules.get("MaxValue").asText());
        }
    }
}
