/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who refers to whom, and the order of creation that follows from it. */
final class References {

    /** {@code ${Name}}, {@code ${Name.Attribute}} or {@code ${!literal}} of {@code Fn::Sub}. */
    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Set<String> names = new LinkedHashSet<>();

    private References() {}

    /**
     * The logical ids of a template's resources, each after those that it needs.
     *
     * @throws TemplateException if a name does not exist, or resources need each other in a circle
     */
    static List<String> creationOrder(Template template) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        template.resources()
                .forEach(
                        (id, resource) -> {
                            Set<String> found = in(resource.properties());
                            found.addAll(resource.dependsOn());
                            needs.put(id, known(template, "Resources", found));
                        });
        known(template, "Outputs", in(template.outputs()));
        List<String> order = new ArrayList<>();
        while (!needs.isEmpty()) {
            List<String> ready =
                    needs.entrySet().stream()
                            .filter(entry -> order.containsAll(entry.getValue()))
                            .map(Map.Entry::getKey)
                            .toList();
            if (ready.isEmpty()) {
                throw new TemplateException(
                        "Circular dependency between resources: " + needs.keySet());
            }
            order.addAll(ready);
            ready.forEach(needs::remove);
        }
        return order;
    }

    private static Set<String> known(Template template, String section, Set<String> found) {
        Set<String> resources = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String name : found) {
            if (template.resources().containsKey(name)) {
                resources.add(name);
            } else if (!template.parameters().has(name) && !name.startsWith("AWS::")) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new TemplateException(
                    "Template format error: Unresolved resource dependencies "
                            + missing
                            + " in the "
                            + section
                            + " block of the template");
        }
        return resources;
    }

    private static Set<String> in(JsonNode node) {
        References references = new References();
        references.walk(node);
        return references.names;
    }

    private void walk(JsonNode node) {
        if (node.isObject() && node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            JsonNode argument = only.getValue();
            switch (only.getKey()) {
                case "Ref" -> names.add(argument.asText());
                case "Fn::GetAtt" ->
                        names.add(
                                argument.isArray()
                                        ? argument.path(0).asText()
                                        : argument.asText().split("\\.", 2)[0]);
                case "Fn::Sub" -> substitution(argument);
                default -> {}
            }
        }
        node.forEach(this::walk);
    }

    private void substitution(JsonNode argument) {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode own = argument.path(1);
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1).trim();
            if (!name.startsWith("!") && !own.has(name)) {
                names.add(name.split("\\.", 2)[0]);
            }
        }
    }
}
