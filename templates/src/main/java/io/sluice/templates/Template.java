/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a template; their outline is examined, their values are not evaluated yet.
 *
 * @param description what it is for; empty if it does not say
 * @param parameters declarations by name
 * @param rules by which parameters rule each other out, by name
 * @param mappings tables by name
 * @param conditions expressions by name
 * @param resources by logical id, in the order of the template
 * @param outputs by name
 */
public record Template(
        String description,
        ObjectNode parameters,
        ObjectNode rules,
        ObjectNode mappings,
        ObjectNode conditions,
        Map<String, Resource> resources,
        ObjectNode outputs) {

    private static final Set<String> IGNORED =
            Set.of("AWSTemplateFormatVersion", "Description", "Metadata");
    private static final Set<String> READ =
            Set.of("Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs");
    private static final Set<String> RESOURCE_KEYS =
            Set.of(
                    "Type",
                    "Properties",
                    "DependsOn",
                    "Condition",
                    "Metadata",
                    "DeletionPolicy",
                    "UpdateReplacePolicy");

    /** The policy of a resource that does not outlive its stack, which is the default. */
    public static final String DELETE = "Delete";

    private static final List<String> POLICIES =
            List.of(DELETE, "Retain", "RetainExceptOnCreate", "Snapshot");

    /**
     * One resource as it is written.
     *
     * @param type such as {@code AWS::S3::Bucket}
     * @param properties not evaluated
     * @param dependsOn logical ids
     * @param condition the condition under which it is created; {@code null} for always
     * @param deletionPolicy what becomes of it when it leaves the stack, such as {@code Retain}
     * @param updateReplacePolicy what becomes of it when another takes its place
     */
    public record Resource(
            String type,
            ObjectNode properties,
            List<String> dependsOn,
            @Nullable String condition,
            String deletionPolicy,
            String updateReplacePolicy) {}

    /**
     * Reads a template.
     *
     * @param file YAML or JSON
     * @throws TemplateException with the line or the place, if it cannot be read or its outline is
     *     not one of a template
     */
    public static Template read(Path file) {
        return of(TemplateReader.read(file));
    }

    /**
     * Reads a template.
     *
     * @param text YAML or JSON
     * @throws TemplateException as {@link #read}
     */
    public static Template parse(String text) {
        return of(TemplateReader.read(text));
    }

    /**
     * Looks whether all that resources and outputs refer to exists.
     *
     * @throws TemplateException if a name does not exist, or resources need each other in a circle
     */
    public void checkReferences() {
        References.creationOrder(this);
    }

    private static Template of(ObjectNode root) {
        root.fieldNames()
                .forEachRemaining(
                        section -> {
                            if (!IGNORED.contains(section) && !READ.contains(section)) {
                                throw TemplateException.at(
                                        section, "this section of a template is not supported");
                            }
                        });
        Map<String, Resource> resources = new LinkedHashMap<>();
        section(root, "Resources")
                .properties()
                .forEach(entry -> resources.put(entry.getKey(), resource(entry)));
        if (resources.isEmpty()) {
            throw new TemplateException(
                    "Template format error: At least one Resources member must be defined.");
        }
        return new Template(
                root.path("Description").asText(),
                section(root, "Parameters"),
                section(root, "Rules"),
                section(root, "Mappings"),
                section(root, "Conditions"),
                resources,
                section(root, "Outputs"));
    }

    private static Resource resource(Map.Entry<String, JsonNode> entry) {
        String place = "Resources/" + entry.getKey();
        if (!(entry.getValue() instanceof ObjectNode resource)) {
            throw TemplateException.at(place, "is not a mapping");
        }
        resource.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!RESOURCE_KEYS.contains(key)) {
                                throw TemplateException.at(
                                        place, "'" + key + "' is not an attribute of a resource");
                            }
                        });
        JsonNode properties = resource.path("Properties");
        if (!resource.path("Type").isTextual()) {
            throw TemplateException.at(place, "Type is missing");
        }
        if (!properties.isMissingNode() && !properties.isObject()) {
            throw TemplateException.at(place + "/Properties", "is not a mapping");
        }
        JsonNode dependsOn = resource.path("DependsOn");
        List<String> names =
                dependsOn.isTextual()
                        ? List.of(dependsOn.textValue())
                        : dependsOn.valueStream().map(JsonNode::asText).toList();
        return new Resource(
                resource.path("Type").textValue(),
                properties instanceof ObjectNode object
                        ? object
                        : JsonNodeFactory.instance.objectNode(),
                names,
                resource.path("Condition").textValue(),
                policy(resource, "DeletionPolicy", place),
                policy(resource, "UpdateReplacePolicy", place));
    }

    private static String policy(ObjectNode resource, String name, String place) {
        String policy = resource.path(name).asText(DELETE);
        if (!POLICIES.contains(policy)) {
            throw TemplateException.at(
                    place, name + " must be one of " + POLICIES + ", and is '" + policy + "'");
        }
        return policy;
    }

    private static ObjectNode section(ObjectNode root, String name) {
        JsonNode section = root.path(name);
        if (section.isMissingNode() || section.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (section instanceof ObjectNode object) {
            return object;
        }
        throw TemplateException.at(name, "is not a mapping");
    }
}
