/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.StackIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Updates and creations that are looked at before they are carried out, which is how {@code aws
 * cloudformation deploy} works.
 *
 * <p>Source: AWS CloudFormation API Reference, CreateChangeSet, ExecuteChangeSet.
 */
final class ChangeSets {

    private static final String NOTHING =
            "The submitted information didn't contain changes. Submit different information to"
                    + " create a change set.";

    private final CloudFormation stacks;

    ChangeSets(CloudFormation stacks) {
        this.stacks = stacks;
    }

    /** A change set, and the stack that it is of. */
    record Found(StackState stack, ChangeSet changeSet) {}

    /** Prepares a change; for a new stack there is then one in review. */
    Found create(ObjectNode json) {
        StackRequest request = StackRequest.of(json);
        String name = StackRequest.text(json, "ChangeSetName");
        if (!name.matches("[a-zA-Z][-a-zA-Z0-9]{0,127}")) {
            throw AwsFailure.client(
                    "ValidationError", "'" + name + "' is not the name of a change set");
        }
        String type = json.path("ChangeSetType").asText("UPDATE");
        return switch (type) {
            case "CREATE" -> forNewStack(request, name);
            case "UPDATE" -> forUpdate(request, name);
            default ->
                    throw AwsFailure.client(
                            "ValidationError", "Local AWS does not support ChangeSetType " + type);
        };
    }

    private Found forNewStack(StackRequest request, String name) {
        StackState reviewed = stacks.store().find(request.stackName()).orElse(null);
        if (reviewed != null && !reviewed.isInReview()) {
            throw AwsFailure.client(
                    "ValidationError",
                    "Stack ["
                            + request.stackName()
                            + "] already exists and cannot be created again with the changeSet ["
                            + name
                            + "].");
        }
        StackSource source = request.source(null);
        StackIdentity identity =
                reviewed == null ? stacks.identity(request.stackName()) : reviewed.identity;
        Plan plan = stacks.plan(identity, source, Map.of());
        StackState stack = reviewed;
        if (stack == null) {
            stack = stacks.review(identity, source);
            stack.enter("REVIEW_IN_PROGRESS", "User Initiated", stacks.store().now());
            stacks.store().add(stack);
        }
        return stored(stack, request, name, source, plan, Map.of());
    }

    private Found forUpdate(StackRequest request, String name) {
        StackState stack = stacks.updatable(request.stackName());
        StackSource source = request.source(stack.source);
        Map<String, ResourceState> resources =
                stacks.store().read(() -> new LinkedHashMap<>(stack.resources));
        Plan plan = stacks.plan(stack.identity, source, resources);
        return stored(stack, request, name, source, plan, resources);
    }

    private Found stored(
            StackState stack,
            StackRequest request,
            String name,
            StackSource source,
            Plan plan,
            Map<String, ResourceState> resources) {
        if (stack.changeSets.containsKey(name)) {
            throw AwsFailure.client(
                    "AlreadyExistsException",
                    "ChangeSet "
                            + name
                            + " cannot be created due to a mismatch with existing"
                            + " attribute Name");
        }
        boolean changes =
                plan.changesResources()
                        || !plan.outputs().equals(stack.outputs)
                        || !source.tags().equals(stack.source.tags());
        ChangeSet changeSet =
                new ChangeSet(
                        name,
                        stack.identity.id().replaceFirst(":stack/.*", ":changeSet/" + name + "/")
                                + UUID.randomUUID(),
                        request.json().path("Description").asText(),
                        source,
                        plan.changes(resources),
                        changes ? "CREATE_COMPLETE" : "FAILED",
                        changes ? null : NOTHING,
                        changes ? ChangeSet.AVAILABLE : ChangeSet.UNAVAILABLE,
                        request.onFailure(),
                        stacks.store().now());
        stacks.store().change(stack, one -> one.changeSets.put(name, changeSet));
        return new Found(stack, changeSet);
    }

    /** Carries a change set out, and forgets the others of its stack. */
    void execute(ObjectNode json) {
        Found found = find(json);
        ChangeSet changeSet = found.changeSet();
        if (!changeSet.execution().equals(ChangeSet.AVAILABLE)) {
            throw AwsFailure.client(
                    "InvalidChangeSetStatus",
                    "ChangeSet ["
                            + changeSet.id()
                            + "] cannot be executed in its current status of ["
                            + (changeSet.status().equals("FAILED")
                                    ? "FAILED"
                                    : changeSet.execution())
                            + "]");
        }
        OnFailure onFailure =
                json.path("DisableRollback").asBoolean()
                        ? OnFailure.DO_NOTHING
                        : changeSet.onFailure();
        StackState stack = found.stack();
        if (stack.isInReview()) {
            stacks.create(stack.identity.name(), changeSet.source(), onFailure, true);
        } else {
            try {
                stacks.update(stack.identity.id(), changeSet.source(), onFailure);
            } catch (CloudFormation.NoUpdates e) {
                throw AwsFailure.client(
                        "InvalidChangeSetStatus",
                        "The stack has changed since, and there is nothing left to change.");
            }
        }
        stacks.store()
                .change(
                        stack,
                        one -> {
                            one.changeSets.clear();
                            one.changeSets.put(changeSet.name(), changeSet.executed());
                        });
    }

    /** Forgets a change set; one that is not there is no failure. */
    void delete(ObjectNode json) {
        findIfThere(json)
                .ifPresent(
                        found ->
                                stacks.store()
                                        .change(
                                                found.stack(),
                                                one ->
                                                        one.changeSets.remove(
                                                                found.changeSet().name())));
    }

    /** The change set that a request names, by its ARN or by its name and its stack's. */
    Found find(ObjectNode json) {
        return findIfThere(json)
                .orElseThrow(
                        () ->
                                AwsFailure.of(
                                        "ChangeSetNotFound",
                                        404,
                                        "ChangeSet ["
                                                + json.path("ChangeSetName").asText()
                                                + "] does not exist"));
    }

    private Optional<Found> findIfThere(ObjectNode json) {
        String name = StackRequest.text(json, "ChangeSetName");
        String stackName = json.path("StackName").asText();
        if (!name.startsWith("arn:")) {
            StackState stack = stacks.find(StackRequest.text(json, "StackName"));
            return Optional.ofNullable(stack.changeSets.get(name))
                    .map(one -> new Found(stack, one));
        }
        return stacks.store().all().stream()
                .filter(
                        stack ->
                                stackName.isEmpty()
                                        || stack.identity.name().equals(stackName)
                                        || stack.identity.id().equals(stackName))
                .flatMap(
                        stack ->
                                stack.changeSets.values().stream()
                                        .map(one -> new Found(stack, one)))
                .filter(found -> found.changeSet().id().equals(name))
                .findFirst();
    }
}
