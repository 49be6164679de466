/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The operations of AWS CloudFormation. Requests and answers are trees; the Query protocol around
 * them is not this class's business.
 *
 * <p>Source: AWS CloudFormation API Reference, version 2010-05-15.
 */
public final class CloudFormationApi {

    /** What the parameter {@code Version} of a request must be. */
    public static final String VERSION = "2010-05-15";

    /** The XML namespace of the answers. */
    public static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CloudFormation stacks;
    private final StackStore store;
    private final ChangeSets changeSets;

    /** The operations on these stacks. */
    public CloudFormationApi(CloudFormation stacks) {
        this.stacks = stacks;
        this.store = stacks.store();
        this.changeSets = new ChangeSets(stacks);
    }

    /**
     * Answers a call.
     *
     * @param caller whose call it is
     * @param request its parameters, lists as arrays
     * @return the members of the result
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    public ObjectNode call(Caller caller, String operation, ObjectNode request) {
        caller.asksFor("cloudformation:" + operation, resource(request));
        return call(operation, request);
    }

    /** The stack that is asked for: its ARN, or what stands for one that does not exist. */
    private String resource(ObjectNode request) {
        String name = request.path("StackName").asText();
        return name.isEmpty()
                ? "*"
                : store.find(name)
                        .map(stack -> stack.identity.id())
                        .orElse(name.startsWith("arn:") ? name : "stack/" + name + "/*");
    }

    /** Answers a call of nobody in particular. */
    ObjectNode call(String operation, ObjectNode request) {
        return switch (operation) {
            case "CreateStack" -> createStack(request);
            case "UpdateStack" -> updateStack(request);
            case "DeleteStack" -> deleteStack(request);
            case "DescribeStacks" -> describeStacks(request);
            case "DescribeStackEvents" -> describeStackEvents(request);
            case "DescribeStackResource" -> describeStackResource(request);
            case "DescribeStackResources" -> describeStackResources(request);
            case "ListStackResources" -> listStackResources(request);
            case "ListStacks" -> listStacks(request);
            case "ListExports" -> listExports();
            case "GetTemplate" -> getTemplate(request);
            case "GetTemplateSummary" -> getTemplateSummary(request);
            case "ValidateTemplate" -> validateTemplate(request);
            case "UpdateTerminationProtection" -> updateTerminationProtection(request);
            case "CreateChangeSet" -> createChangeSet(request);
            case "DescribeChangeSet" ->
                    store.read(() -> StackViews.changeSet(changeSets.find(request)));
            case "ListChangeSets" -> listChangeSets(request);
            case "ExecuteChangeSet" -> {
                changeSets.execute(request);
                yield JSON.objectNode();
            }
            case "DeleteChangeSet" -> {
                changeSets.delete(request);
                yield JSON.objectNode();
            }
            default ->
                    throw AwsFailure.client(
                            "InvalidAction", "Local AWS has no operation " + operation + ".");
        };
    }

    private ObjectNode createStack(ObjectNode json) {
        StackRequest request = StackRequest.of(json);
        StackState stack =
                stacks.create(request.stackName(), request.source(null), request.onFailure(), false)
                        .stack();
        if (json.path("EnableTerminationProtection").asBoolean()) {
            store.change(stack, one -> one.protectedFromDeletion = true);
        }
        return JSON.objectNode().put("StackId", stack.identity.id());
    }

    private ObjectNode updateStack(ObjectNode json) {
        StackRequest request = StackRequest.of(json);
        StackState before = stacks.find(request.stackName());
        try {
            StackState stack =
                    stacks.update(
                                    request.stackName(),
                                    request.source(before.source),
                                    request.onFailure())
                            .stack();
            return JSON.objectNode().put("StackId", stack.identity.id());
        } catch (CloudFormation.NoUpdates e) {
            throw AwsFailure.client("ValidationError", "No updates are to be performed.");
        }
    }

    private ObjectNode deleteStack(ObjectNode json) {
        stacks.delete(
                StackRequest.text(json, "StackName"),
                Set.copyOf(StackRequest.texts(json.path("RetainResources"))));
        return JSON.objectNode();
    }

    private ObjectNode updateTerminationProtection(ObjectNode json) {
        StackState stack = stacks.find(StackRequest.text(json, "StackName"));
        boolean wanted = json.path("EnableTerminationProtection").asBoolean();
        store.change(stack, one -> one.protectedFromDeletion = wanted);
        return JSON.objectNode().put("StackId", stack.identity.id());
    }

    private ObjectNode describeStacks(ObjectNode json) {
        String name = json.path("StackName").asText();
        List<StackState> wanted =
                name.isEmpty()
                        ? store.all().stream().filter(stack -> !stack.isDeleted()).toList()
                        : List.of(stacks.find(name));
        return list("Stacks", wanted.stream(), StackViews::stack);
    }

    private ObjectNode listStacks(ObjectNode json) {
        List<String> statuses = StackRequest.texts(json.path("StackStatusFilter"));
        return list(
                "StackSummaries",
                store.all().stream()
                        .filter(stack -> statuses.isEmpty() || statuses.contains(stack.status)),
                StackViews::summary);
    }

    private ObjectNode describeStackEvents(ObjectNode json) {
        StackState stack = stacks.find(StackRequest.text(json, "StackName"));
        return store.read(
                () -> {
                    ObjectNode answer = JSON.objectNode();
                    ArrayNode events = answer.putArray("StackEvents");
                    for (int i = stack.events.size() - 1; i >= 0; i--) {
                        events.add(StackViews.event(stack, stack.events.get(i)));
                    }
                    return answer;
                });
    }

    private ObjectNode describeStackResources(ObjectNode json) {
        String physicalId = json.path("PhysicalResourceId").asText();
        StackState stack =
                physicalId.isEmpty()
                        ? stacks.find(StackRequest.text(json, "StackName"))
                        : ownerOf(physicalId);
        String logicalId = json.path("LogicalResourceId").asText();
        return store.read(
                () -> {
                    ObjectNode answer = JSON.objectNode();
                    ArrayNode resources = answer.putArray("StackResources");
                    stack.resources.forEach(
                            (id, one) -> {
                                if (logicalId.isEmpty() || logicalId.equals(id)) {
                                    resources.add(
                                            of(stack, StackViews.resource(id, one, "Timestamp")));
                                }
                            });
                    return answer;
                });
    }

    private ObjectNode describeStackResource(ObjectNode json) {
        StackState stack = stacks.find(StackRequest.text(json, "StackName"));
        String id = StackRequest.text(json, "LogicalResourceId");
        return store.read(
                () -> {
                    ResourceState resource = stack.resources.get(id);
                    if (resource == null) {
                        throw AwsFailure.client(
                                "ValidationError",
                                "Resource "
                                        + id
                                        + " does not exist for stack "
                                        + stack.identity.name());
                    }
                    return JSON.objectNode()
                            .set(
                                    "StackResourceDetail",
                                    of(
                                            stack,
                                            StackViews.resource(
                                                    id, resource, "LastUpdatedTimestamp")));
                });
    }

    private ObjectNode listStackResources(ObjectNode json) {
        StackState stack = stacks.find(StackRequest.text(json, "StackName"));
        return store.read(
                () -> {
                    ObjectNode answer = JSON.objectNode();
                    ArrayNode resources = answer.putArray("StackResourceSummaries");
                    stack.resources.forEach(
                            (id, one) ->
                                    resources.add(
                                            StackViews.resource(id, one, "LastUpdatedTimestamp")));
                    return answer;
                });
    }

    private ObjectNode listExports() {
        return store.read(
                () -> {
                    ObjectNode answer = JSON.objectNode();
                    Map<String, ObjectNode> byName = new TreeMap<>();
                    for (StackState stack : store.all()) {
                        if (!stack.isDeleted()) {
                            stack.outputs.values().stream()
                                    .filter(output -> !output.export().isEmpty())
                                    .forEach(
                                            output ->
                                                    byName.put(
                                                            output.export(),
                                                            JSON.objectNode()
                                                                    .put(
                                                                            "ExportingStackId",
                                                                            stack.identity.id())
                                                                    .put("Name", output.export())
                                                                    .put("Value", output.value())));
                        }
                    }
                    answer.putArray("Exports").addAll(byName.values());
                    return answer;
                });
    }

    private ObjectNode getTemplate(ObjectNode json) {
        String text =
                json.has("ChangeSetName")
                        ? changeSets.find(json).changeSet().source().template()
                        : stacks.find(StackRequest.text(json, "StackName")).source.template();
        ObjectNode answer = JSON.objectNode().put("TemplateBody", text);
        answer.putArray("StagesAvailable").add("Original").add("Processed");
        return answer;
    }

    private ObjectNode getTemplateSummary(ObjectNode json) {
        Template template =
                StackRequest.template(json)
                        .map(StackRequest::parse)
                        .orElseGet(
                                () ->
                                        StackRequest.parse(
                                                stacks.find(StackRequest.text(json, "StackName"))
                                                        .source
                                                        .template()));
        ObjectNode answer = outline(template, true);
        template.resources().values().stream()
                .map(Template.Resource::type)
                .distinct()
                .forEach(answer.putArray("ResourceTypes")::add);
        return answer.put("Version", "2010-09-09");
    }

    private static ObjectNode validateTemplate(ObjectNode json) {
        String text =
                StackRequest.template(json)
                        .orElseThrow(
                                () ->
                                        AwsFailure.client(
                                                "ValidationError",
                                                "Either Template URL or Template Body must be"
                                                        + " specified."));
        Template template = StackRequest.parse(text);
        try {
            Planner.examine(template);
        } catch (TemplateException e) {
            throw AwsFailure.client("ValidationError", String.valueOf(e.getMessage()));
        }
        return outline(template, false);
    }

    private static ObjectNode outline(Template template, boolean details) {
        ObjectNode answer = JSON.objectNode();
        answer.set("Parameters", StackViews.declaredParameters(template, details));
        if (!template.description().isEmpty()) {
            answer.put("Description", template.description());
        }
        List<String> needed = Capabilities.neededBy(template);
        needed.forEach(answer.putArray("Capabilities")::add);
        if (!needed.isEmpty()) {
            answer.put(
                    "CapabilitiesReason",
                    "The following resource(s) require capabilities: "
                            + Capabilities.typesIn(template));
        }
        return answer;
    }

    private ObjectNode createChangeSet(ObjectNode json) {
        ChangeSets.Found found = changeSets.create(json);
        return JSON.objectNode()
                .put("Id", found.changeSet().id())
                .put("StackId", found.stack().identity.id());
    }

    private ObjectNode listChangeSets(ObjectNode json) {
        StackState stack = stacks.find(StackRequest.text(json, "StackName"));
        return list(
                "Summaries",
                store.read(() -> List.copyOf(stack.changeSets.values())).stream(),
                one -> StackViews.changeSetSummary(new ChangeSets.Found(stack, one)));
    }

    private StackState ownerOf(String physicalId) {
        return store.all().stream()
                .filter(
                        stack ->
                                !stack.isDeleted()
                                        && stack.resources.values().stream()
                                                .anyMatch(one -> one.ref().equals(physicalId)))
                .findFirst()
                .orElseThrow(
                        () ->
                                AwsFailure.client(
                                        "ValidationError",
                                        "Stack for " + physicalId + " does not exist"));
    }

    private static ObjectNode of(StackState stack, ObjectNode view) {
        return view.put("StackId", stack.identity.id()).put("StackName", stack.identity.name());
    }

    private <T> ObjectNode list(
            String member, Stream<T> items, java.util.function.Function<T, ObjectNode> view) {
        return store.read(
                () -> {
                    ObjectNode answer = JSON.objectNode();
                    ArrayNode array = answer.putArray(member);
                    items.map(view).forEach(array::add);
                    return answer;
                });
    }
}
