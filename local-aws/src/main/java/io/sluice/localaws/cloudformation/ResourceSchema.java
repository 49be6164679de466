/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Created;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.TemplateException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a type of resource has, and what others see of a resource of that type.
 *
 * <p>Source: the schemas of the CloudFormation registry.
 *
 * @param type such as {@code AWS::IAM::Role}
 * @param name the property that names the resource, with a dot below another; null for none
 * @param ref what {@code Ref} gives, with {@code {name}} and the like to be filled in
 * @param attributes what {@code Fn::GetAtt} gives, likewise
 * @param required properties that must be there
 * @param replaces properties that cannot change while the resource stays the same
 * @param properties all properties: a structure, a list with its only element, or a letter: s text,
 *     i whole number, n number, b truth value, * anything
 */
record ResourceSchema(
        String type,
        @Nullable String name,
        String ref,
        Map<String, String> attributes,
        List<String> required,
        List<String> replaces,
        JsonNode properties) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** The end of a secret's ARN. */
    private static final int SECRET_SUFFIX = 6;

    /**
     * The properties with numbers and truth values as such, which a template may write as text.
     *
     * @throws TemplateException with the place, for a property that the type does not have, that it
     *     lacks, or that is of another kind
     */
    ObjectNode read(ObjectNode given, String place) {
        ObjectNode read = (ObjectNode) typed(properties, given, place);
        for (String property : required) {
            if (!read.has(property)) {
                throw TemplateException.at(place, type + " needs the property '" + property + "'");
            }
        }
        return read;
    }

    /** The name that the properties give, or null. */
    @Nullable String nameIn(ObjectNode given) {
        if (name == null) {
            return null;
        }
        JsonNode value = given;
        for (String part : name.split("\\.", -1)) {
            value = value.path(part);
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** Whether a resource with other properties has to be another resource. */
    boolean isReplaced(ObjectNode before, ObjectNode after) {
        String named = nameIn(before);
        return (named != null && !named.equals(nameIn(after)))
                || replaces.stream().anyMatch(one -> !before.path(one).equals(after.path(one)));
    }

    /** What others see of a resource of that name. */
    Created created(String physicalName, ObjectNode given, StackIdentity stack) {
        Map<String, String> filled = new LinkedHashMap<>();
        attributes.forEach(
                (attribute, text) -> filled.put(attribute, fill(text, physicalName, given, stack)));
        return new Created(fill(ref, physicalName, given, stack), filled);
    }

    private static String fill(
            String text, String physicalName, ObjectNode given, StackIdentity stack) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value =
                    switch (matcher.group(1)) {
                        case "name" -> physicalName;
                        case "region" -> stack.region();
                        case "account" -> stack.accountId();
                        case "hash" -> stack.hash(physicalName);
                        case "hash6" -> stack.hash(physicalName).substring(0, SECRET_SUFFIX);
                        case "hex" -> stack.hash(physicalName).toLowerCase(Locale.ROOT);
                        default -> given.path(matcher.group(1)).asText();
                    };
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private JsonNode typed(JsonNode shape, JsonNode value, String place) {
        if (shape.isObject()) {
            if (!value.isObject()) {
                throw TemplateException.at(place, "a mapping was expected, not " + value);
            }
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                JsonNode inner = shape.get(entry.getKey());
                if (inner == null) {
                    throw TemplateException.at(
                            place, type + " has no property '" + entry.getKey() + "'");
                }
                object.set(
                        entry.getKey(),
                        typed(inner, entry.getValue(), place + "/" + entry.getKey()));
            }
            return object;
        }
        if (shape.isArray()) {
            if (!value.isArray()) {
                throw TemplateException.at(place, "a list was expected, not " + value);
            }
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                array.add(typed(shape.get(0), value.get(i), place + "/" + i));
            }
            return array;
        }
        return shape.asText().equals("*") ? value : scalar(shape.asText(), value, place);
    }

    private static JsonNode scalar(String kind, JsonNode value, String place) {
        if (!value.isValueNode() || value.isNull()) {
            throw TemplateException.at(place, "a single value was expected, not " + value);
        }
        String text = value.asText();
        return switch (kind) {
            case "i" -> {
                if (!text.matches("-?\\d{1,18}")) {
                    throw TemplateException.at(
                            place, "a whole number was expected, not '" + text + "'");
                }
                long number = Long.parseLong(text);
                yield number == (int) number
                        ? JSON.numberNode((int) number)
                        : JSON.numberNode(number);
            }
            case "n" -> {
                try {
                    yield JSON.numberNode(new BigDecimal(text));
                } catch (NumberFormatException e) {
                    throw TemplateException.at(place, "a number was expected, not '" + text + "'");
                }
            }
            case "b" -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw TemplateException.at(
                            place, "true or false was expected, not '" + text + "'");
                }
                yield JSON.booleanNode(Boolean.parseBoolean(text));
            }
            default -> JSON.textNode(text);
        };
    }
}
