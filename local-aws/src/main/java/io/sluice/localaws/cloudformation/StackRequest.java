/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What CreateStack, UpdateStack and CreateChangeSet have in common.
 *
 * @param stackName its name, or for one that exists its ARN
 * @param json the whole request, lists as arrays
 */
record StackRequest(String stackName, ObjectNode json) {

    /**
     * <a
     * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Template
     * body size in a request</a>, in bytes.
     */
    static final int MAX_TEMPLATE_BYTES = 51_200;

    private static final String NAME = "[a-zA-Z][-a-zA-Z0-9]{0,127}";

    static StackRequest of(ObjectNode json) {
        return new StackRequest(text(json, "StackName"), json);
    }

    /** A member that must be there. */
    static String text(ObjectNode json, String member) {
        String value = json.path(member).asText();
        if (value.isEmpty()) {
            throw AwsFailure.client(
                    "ValidationError",
                    "1 validation error detected: Value null at '"
                            + Character.toLowerCase(member.charAt(0))
                            + member.substring(1)
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    static void requireStackName(String name) {
        if (!name.matches(NAME)) {
            throw AwsFailure.client(
                    "ValidationError",
                    "1 validation error detected: Value '"
                            + name
                            + "' at 'stackName' failed to satisfy constraint: Member must satisfy"
                            + " regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        }
    }

    /** The template that comes with the request; empty if it brings none. */
    static Optional<String> template(ObjectNode json) {
        if (json.hasNonNull("TemplateURL")) {
            throw AwsFailure.client(
                    "ValidationError",
                    "Local AWS does not support TemplateURL; give the template as TemplateBody.");
        }
        String body = json.path("TemplateBody").asText();
        if (body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_TEMPLATE_BYTES) {
            throw AwsFailure.client(
                    "ValidationError",
                    "1 validation error detected: Value at 'templateBody' failed to satisfy"
                            + " constraint: Member must have length less than or equal to "
                            + MAX_TEMPLATE_BYTES);
        }
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    /**
     * What the stack is to be made from.
     *
     * @param before what it is made from now, or null if it is new
     */
    StackSource source(@Nullable StackSource before) {
        boolean previous = json.path("UsePreviousTemplate").asBoolean();
        String text =
                previous && before != null
                        ? before.template()
                        : template(json)
                                .orElseThrow(
                                        () ->
                                                AwsFailure.client(
                                                        "ValidationError",
                                                        "Either Template URL or Template Body must"
                                                                + " be specified."));
        Template template = parse(text);
        List<String> granted = texts(json.path("Capabilities"));
        Capabilities.require(template, granted);
        return StackSource.of(text, template, parameters(before), granted, tags(before));
    }

    static Template parse(String text) {
        try {
            return Template.parse(text);
        } catch (TemplateException e) {
            throw AwsFailure.client("ValidationError", String.valueOf(e.getMessage()));
        }
    }

    /** What to do if it fails. */
    OnFailure onFailure() {
        String named = json.path("OnFailure").asText(json.path("OnStackFailure").asText());
        if (json.path("DisableRollback").asBoolean()) {
            if (!named.isEmpty()) {
                throw AwsFailure.client(
                        "ValidationError",
                        "You can specify either DisableRollback or OnFailure, but not both.");
            }
            return OnFailure.DO_NOTHING;
        }
        try {
            return named.isEmpty() ? OnFailure.ROLLBACK : OnFailure.valueOf(named);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.client(
                    "ValidationError",
                    "OnFailure must be one of [DO_NOTHING, ROLLBACK, DELETE], and is " + named);
        }
    }

    private Map<String, String> parameters(@Nullable StackSource before) {
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode parameter : json.path("Parameters")) {
            String key = parameter.path("ParameterKey").asText();
            if (parameter.path("UsePreviousValue").asBoolean()) {
                String value = before == null ? null : before.parameters().get(key);
                if (value == null) {
                    throw AwsFailure.client(
                            "ValidationError",
                            "Invalid input for parameter key "
                                    + key
                                    + ". Cannot specify usePreviousValue as true for a parameter key"
                                    + " not in the previous template");
                }
                values.put(key, value);
            } else {
                values.put(key, parameter.path("ParameterValue").asText());
            }
        }
        return values;
    }

    private Map<String, String> tags(@Nullable StackSource before) {
        if (!json.has("Tags") && before != null) {
            return before.tags();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        json.path("Tags")
                .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
