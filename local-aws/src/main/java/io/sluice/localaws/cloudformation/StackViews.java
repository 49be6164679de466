/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Template;
import java.time.Instant;
import java.util.Map;

/**
 * Stacks in the words of the API; arrays become lists of {@code member}.
 *
 * <p>Source: AWS CloudFormation API Reference, "Data Types".
 */
final class StackViews {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StackViews() {}

    /** A {@code Stack}. */
    static ObjectNode stack(StackState stack) {
        ObjectNode view = summary(stack);
        view.remove("TemplateDescription");
        if (!stack.description.isEmpty()) {
            view.put("Description", stack.description);
        }
        parameters(stack.source, view.putArray("Parameters"));
        view.put("DisableRollback", stack.onFailure == OnFailure.DO_NOTHING);
        view.put("EnableTerminationProtection", stack.protectedFromDeletion);
        view.putArray("NotificationARNs");
        view.putObject("RollbackConfiguration");
        stack.source.capabilities().forEach(view.putArray("Capabilities")::add);
        tags(stack.source, view.putArray("Tags"));
        ArrayNode outputs = view.putArray("Outputs");
        stack.outputs.forEach(
                (name, output) -> {
                    ObjectNode one = outputs.addObject();
                    one.put("OutputKey", name).put("OutputValue", output.value());
                    putIfAny(one, "Description", output.description());
                    putIfAny(one, "ExportName", output.export());
                });
        return view;
    }

    /** A {@code StackSummary}. */
    static ObjectNode summary(StackState stack) {
        ObjectNode view = named(stack);
        putIfAny(view, "TemplateDescription", stack.description);
        view.put("CreationTime", time(stack.createdAt));
        if (stack.updatedAt > 0) {
            view.put("LastUpdatedTime", time(stack.updatedAt));
        }
        if (stack.deletedAt > 0) {
            view.put("DeletionTime", time(stack.deletedAt));
        }
        view.put("StackStatus", stack.status);
        if (stack.reason != null) {
            view.put("StackStatusReason", stack.reason);
        }
        view.putObject("DriftInformation").put("StackDriftStatus", "NOT_CHECKED");
        return view;
    }

    /** A {@code StackEvent}. */
    static ObjectNode event(StackState stack, StackEvent event) {
        ObjectNode view = named(stack);
        view.put("EventId", event.id())
                .put("LogicalResourceId", event.logicalId())
                .put("PhysicalResourceId", event.physicalId())
                .put("ResourceType", event.type())
                .put("Timestamp", time(event.at()))
                .put("ResourceStatus", event.status());
        if (event.reason() != null) {
            view.put("ResourceStatusReason", event.reason());
        }
        putIfAny(view, "ResourceProperties", event.properties());
        return view;
    }

    /** A {@code StackResource}; those of the other operations call the time differently. */
    static ObjectNode resource(String logicalId, ResourceState resource, String timeMember) {
        ObjectNode view = JSON.objectNode();
        view.put("LogicalResourceId", logicalId)
                .put("PhysicalResourceId", resource.ref())
                .put("ResourceType", resource.type())
                .put(timeMember, time(resource.at()))
                .put("ResourceStatus", resource.status());
        if (resource.reason() != null) {
            view.put("ResourceStatusReason", resource.reason());
        }
        view.putObject("DriftInformation").put("StackResourceDriftStatus", "NOT_CHECKED");
        return view;
    }

    /** What DescribeChangeSet answers. */
    static ObjectNode changeSet(ChangeSets.Found found) {
        ChangeSet changeSet = found.changeSet();
        ObjectNode view = changeSetSummary(found);
        parameters(changeSet.source(), view.putArray("Parameters"));
        changeSet.source().capabilities().forEach(view.putArray("Capabilities")::add);
        tags(changeSet.source(), view.putArray("Tags"));
        view.putArray("NotificationARNs");
        ArrayNode changes = view.putArray("Changes");
        for (ChangeSet.Change change : changeSet.changes()) {
            ObjectNode one =
                    changes.addObject().put("Type", "Resource").putObject("ResourceChange");
            one.put("Action", change.action()).put("LogicalResourceId", change.logicalId());
            putIfAny(one, "PhysicalResourceId", change.physicalId());
            one.put("ResourceType", change.type());
            ArrayNode scope = one.putArray("Scope");
            if (change.action().equals("Modify")) {
                one.put("Replacement", change.replacement() ? "True" : "False");
                scope.add("Properties");
            }
            one.putArray("Details");
        }
        return view;
    }

    /** A {@code ChangeSetSummary}. */
    static ObjectNode changeSetSummary(ChangeSets.Found found) {
        ChangeSet changeSet = found.changeSet();
        ObjectNode view = named(found.stack());
        view.put("ChangeSetName", changeSet.name()).put("ChangeSetId", changeSet.id());
        putIfAny(view, "Description", changeSet.description());
        view.put("CreationTime", time(changeSet.at()))
                .put("ExecutionStatus", changeSet.execution())
                .put("Status", changeSet.status());
        if (changeSet.reason() != null) {
            view.put("StatusReason", changeSet.reason());
        }
        return view;
    }

    /** The parameters that a template declares; those with {@code details} have constraints. */
    static ArrayNode declaredParameters(Template template, boolean details) {
        ArrayNode parameters = JSON.arrayNode();
        template.parameters()
                .properties()
                .forEach(
                        entry -> {
                            ObjectNode one = parameters.addObject();
                            one.put("ParameterKey", entry.getKey());
                            if (entry.getValue().hasNonNull("Default")) {
                                one.put("DefaultValue", entry.getValue().get("Default").asText());
                            }
                            one.put("NoEcho", entry.getValue().path("NoEcho").asBoolean());
                            putIfAny(
                                    one,
                                    "Description",
                                    entry.getValue().path("Description").asText());
                            if (details) {
                                one.put("ParameterType", entry.getValue().path("Type").asText());
                                ArrayNode allowed =
                                        one.putObject("ParameterConstraints")
                                                .putArray("AllowedValues");
                                entry.getValue()
                                        .path("AllowedValues")
                                        .forEach(value -> allowed.add(value.asText()));
                            }
                        });
        return parameters;
    }

    private static ObjectNode named(StackState stack) {
        return JSON.objectNode()
                .put("StackId", stack.identity.id())
                .put("StackName", stack.identity.name());
    }

    private static void parameters(StackSource source, ArrayNode into) {
        Template template = StackRequest.parse(source.template());
        for (Map.Entry<String, String> parameter : source.parameters().entrySet()) {
            boolean hidden =
                    template.parameters().path(parameter.getKey()).path("NoEcho").asBoolean();
            into.addObject()
                    .put("ParameterKey", parameter.getKey())
                    .put("ParameterValue", hidden ? "****" : parameter.getValue());
        }
    }

    private static void tags(StackSource source, ArrayNode into) {
        source.tags().forEach((key, value) -> into.addObject().put("Key", key).put("Value", value));
    }

    private static void putIfAny(ObjectNode view, String member, String text) {
        if (!text.isEmpty()) {
            view.put(member, text);
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
