/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.Created;
import io.sluice.templates.Evaluation;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a template with what a stack has. Everything that is wrong with the template is found
 * here, before anything is touched: what can still fail afterwards is the world, such as a name
 * that somebody else has taken.
 */
final class Planner {

    private final Template template;
    private final StackIdentity identity;
    private final Evaluation values;
    private final Map<String, ResourceState> existing;
    private final ResourceTypes types;
    private final Set<String> made = new HashSet<>();

    private Planner(
            Template template,
            StackIdentity identity,
            Evaluation values,
            Map<String, ResourceState> existing,
            ResourceTypes types) {
        this.template = template;
        this.identity = identity;
        this.values = values;
        this.existing = existing;
        this.types = types;
    }

    /**
     * The plan.
     *
     * @param given parameters by name
     * @param existing what the stack has, by logical id
     * @throws TemplateException naming the resource and the reason
     */
    static Plan plan(
            Template template,
            StackIdentity identity,
            Map<String, String> given,
            Map<String, ResourceState> existing,
            ResourceTypes types) {
        refuseUnknownTypes(template);
        Evaluation values = Evaluation.of(template, identity, given);
        return new Planner(template, identity, values, existing, types).plan();
    }

    /**
     * Refuses what is wrong with a template whatever its parameters are: types that are not known,
     * names that do not exist, resources that need each other in a circle.
     */
    static void examine(Template template) {
        refuseUnknownTypes(template);
        template.checkReferences();
    }

    /** Refuses types that no template may have here. */
    private static void refuseUnknownTypes(Template template) {
        List<String> unknown = new ArrayList<>();
        template.resources()
                .forEach(
                        (id, resource) -> {
                            if (ResourceSchemas.of(resource.type()).isEmpty()) {
                                unknown.add(resource.type() + " (Resources/" + id + ")");
                            }
                        });
        if (!unknown.isEmpty()) {
            throw new TemplateException(
                    "Template format error: Unrecognized resource types, or types that local AWS"
                            + " does not support: "
                            + unknown);
        }
    }

    private Plan plan() {
        List<PlannedResource> resources = new ArrayList<>();
        Map<String, ResourceState> removed = new LinkedHashMap<>(existing);
        for (String id : values.creationOrder()) {
            Template.Resource declared = template.resources().get(id);
            if (declared != null) {
                PlannedResource planned = planned(id, declared);
                values.created(id, planned.created());
                resources.add(planned);
                removed.remove(id);
            }
        }
        return new Plan(resources, removed, outputs());
    }

    private PlannedResource planned(String id, Template.Resource declared) {
        String place = "Resources/" + id;
        ResourceSchema schema = ResourceSchemas.of(declared.type()).orElseThrow();
        ObjectNode properties = schema.read(values.properties(id), place + "/Properties");
        ResourceState before = existing.get(id);
        if (before != null && before.status().equals(ResourceSteps.NOT_CREATED)) {
            before = null;
        }
        if (before != null && !before.type().equals(declared.type())) {
            throw TemplateException.at(
                    place,
                    "Update of resource type is not permitted. The stack has "
                            + before.type()
                            + ", the template "
                            + declared.type());
        }
        PlannedResource.Action action = action(schema, before, properties);
        Created created =
                before != null && action != PlannedResource.Action.REPLACE
                        ? before.created()
                        : schema.created(
                                name(schema, id, before, properties), properties, identity);
        check(id, declared.type(), created.ref(), properties);
        return new PlannedResource(id, declared, properties, created, action);
    }

    private static PlannedResource.Action action(
            ResourceSchema schema, @Nullable ResourceState before, ObjectNode properties) {
        if (before == null) {
            return PlannedResource.Action.CREATE;
        }
        if (before.properties().equals(properties) && !before.status().endsWith("_FAILED")) {
            return PlannedResource.Action.KEEP;
        }
        return schema.isReplaced(before.properties(), properties)
                ? PlannedResource.Action.REPLACE
                : PlannedResource.Action.UPDATE;
    }

    private String name(
            ResourceSchema schema,
            String id,
            @Nullable ResourceState before,
            ObjectNode properties) {
        String given = schema.nameIn(properties);
        if (given != null) {
            return given;
        }
        // the one that takes another's place must not be taken for it
        String generated = identity.nameFor(before == null ? id : id + "/" + before.ref());
        return types.of(schema.type()).fit(generated.replace('/', '-'));
    }

    private void check(String id, String type, String name, ObjectNode properties) {
        ResourceType kind = types.of(type);
        String place = "Resources/" + id + " (" + type + ")";
        try {
            kind.check(name, properties);
        } catch (AwsFailure e) {
            throw new TemplateException(place + ": " + e.text(), e);
        }
        if (!(kind instanceof InertType) && !made.add(type + " " + name)) {
            throw TemplateException.at(place, "there are two named " + name);
        }
    }

    private Map<String, StackOutput> outputs() {
        Map<String, StackOutput> outputs = new LinkedHashMap<>();
        values.outputs()
                .forEach(
                        (name, value) -> {
                            JsonNode declared = template.outputs().path(name);
                            JsonNode export = declared.path("Export").path("Name");
                            outputs.put(
                                    name,
                                    new StackOutput(
                                            value,
                                            declared.path("Description").asText(),
                                            export.isMissingNode()
                                                    ? ""
                                                    : values.value(
                                                                    export,
                                                                    "Outputs/" + name + "/Export")
                                                            .asText()));
                        });
        return outputs;
    }
}
