/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stacks of an account in a region. Any thread may call. A call that begins an operation
 * examines all that can be known and returns; the operation goes on in a thread of its own, one at
 * a time. Stacks survive a crash, and an operation that was cut short is taken up by the next
 * start: a creation or an update is rolled back, a deletion goes on.
 */
public final class CloudFormation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudFormation.class);
    private static final Set<String> UPDATABLE =
            Set.of(
                    "CREATE_COMPLETE",
                    "CREATE_FAILED",
                    "UPDATE_COMPLETE",
                    "UPDATE_FAILED",
                    "UPDATE_ROLLBACK_COMPLETE");
    private static final long STOP_SECONDS = 30;

    private final StackStore store;
    private final ResourceTypes types;
    private final String region;
    private final String accountId;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "cloudformation");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Opens the stacks that an earlier run left.
     *
     * @param folder where they are kept
     * @throws IOException if they cannot be read
     */
    public CloudFormation(
            Path folder,
            DeliveryStreams streams,
            BucketFolders buckets,
            TopicRules rules,
            String region,
            String accountId,
            Clock clock)
            throws IOException {
        this.store = new StackStore(folder, clock);
        this.types = new ResourceTypes(streams, buckets, rules);
        this.region = region;
        this.accountId = accountId;
        for (StackState stack : store.all()) {
            if (stack.isBusy()) {
                start(new StackRun(store, stack, types)::resume);
            }
        }
    }

    /**
     * Deploys a template and waits for the end: makes the stack, or changes what changed. A stack
     * whose creation has failed before is removed first. All capabilities are granted.
     *
     * @param stackName letters, digits and hyphens, beginning with a letter
     * @param file YAML or JSON
     * @param parameters by name
     * @throws TemplateException naming the resource and the reason: if anything in the template is
     *     wrong or not supported, nothing is changed; if something failed, it is rolled back
     */
    public Stack deploy(String stackName, Path file, Map<String, String> parameters) {
        Template template = Template.read(file);
        try {
            StackRequest.requireStackName(stackName);
            String text = Files.readString(file);
            StackSource source =
                    StackSource.of(
                            text, template, parameters, List.of(Capabilities.NAMED_IAM), Map.of());
            return deploy(stackName, source);
        } catch (AwsFailure e) {
            throw new TemplateException(e.text(), e);
        } catch (IOException e) {
            throw new TemplateException("cannot be read: " + e.getMessage(), e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Stack deploy(String stackName, StackSource source) {
        settled();
        StackState stack = store.find(stackName).orElse(null);
        if (stack != null && !UPDATABLE.contains(stack.status)) {
            delete(stackName, Set.of()).join();
            stack = null;
        }
        if (stack == null) {
            create(stackName, source, OnFailure.ROLLBACK, false).done().join();
        } else {
            try {
                update(stackName, source, OnFailure.ROLLBACK).done().join();
            } catch (NoUpdates e) {
                LOG.atInfo().addKeyValue("stack", stackName).log("the stack is as it should be");
            }
        }
        StackState after = find(stackName);
        return store.read(
                () -> {
                    if (!Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE").contains(after.status)) {
                        throw new TemplateException(firstFailure(after));
                    }
                    return Stack.of(after, types);
                });
    }

    /** Ends; an operation that is under way is taken up by the next start. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Something that has begun. */
    record Begun(StackState stack, CompletableFuture<Void> done) {}

    /** Nothing would change. */
    static final class NoUpdates extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    StackStore store() {
        return store;
    }

    /** The stack of that name or ARN. */
    StackState find(String nameOrId) {
        return store.find(nameOrId)
                .orElseThrow(
                        () ->
                                AwsFailure.client(
                                        "ValidationError",
                                        "Stack with id " + nameOrId + " does not exist"));
    }

    /** Begins the creation of a stack, or of one that is in review. */
    synchronized Begun create(
            String stackName, StackSource source, OnFailure onFailure, boolean fromReview) {
        StackState reviewed = store.find(stackName).orElse(null);
        if (reviewed != null && !(fromReview && reviewed.isInReview())) {
            throw AwsFailure.client(
                    "AlreadyExistsException", "Stack [" + stackName + "] already exists");
        }
        StackIdentity identity = reviewed == null ? identity(stackName) : reviewed.identity;
        Plan plan = plan(identity, source, Map.of());
        StackState stack = reviewed == null ? review(identity, source) : reviewed;
        String description = StackRequest.parse(source.template()).description();
        store.change(
                stack,
                one -> {
                    one.source = source;
                    one.onFailure = onFailure;
                    one.description = description;
                    one.enter("CREATE_IN_PROGRESS", "User Initiated", store.now());
                });
        if (reviewed == null) {
            store.add(stack);
        }
        return new Begun(stack, start(() -> new StackRun(store, stack, types).create(plan)));
    }

    /** Begins the update of a stack. */
    synchronized Begun update(String nameOrId, StackSource source, OnFailure onFailure) {
        StackState stack = updatable(nameOrId);
        Map<String, ResourceState> resources =
                store.read(() -> new LinkedHashMap<>(stack.resources));
        Plan plan = plan(stack.identity, source, resources);
        if (!plan.changesResources()
                && plan.outputs().equals(stack.outputs)
                && source.tags().equals(stack.source.tags())) {
            throw new NoUpdates();
        }
        String description = StackRequest.parse(source.template()).description();
        store.change(
                stack,
                one -> {
                    if (one.before == null) {
                        one.before =
                                new StackState.Before(
                                        one.source, one.description, resources, one.outputs);
                    }
                    one.source = source;
                    one.onFailure = onFailure;
                    one.description = description;
                    one.updatedAt = store.now();
                    one.enter("UPDATE_IN_PROGRESS", "User Initiated", store.now());
                });
        return new Begun(stack, start(() -> new StackRun(store, stack, types).update(plan)));
    }

    /** Begins the deletion of a stack; one that is not there is no failure. */
    synchronized CompletableFuture<Void> delete(String nameOrId, Set<String> retained) {
        StackState stack = store.find(nameOrId).orElse(null);
        if (stack == null || stack.isDeleted()) {
            return CompletableFuture.completedFuture(null);
        }
        if (stack.protectedFromDeletion) {
            throw AwsFailure.client(
                    "ValidationError",
                    "Stack ["
                            + stack.identity.name()
                            + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (stack.isBusy()) {
            throw busy(stack, "deleted");
        }
        store.change(
                stack,
                one -> {
                    one.changeSets.clear();
                    one.enter("DELETE_IN_PROGRESS", "User Initiated", store.now());
                });
        return start(() -> new StackRun(store, stack, types).delete(retained));
    }

    /** A stack that there are no resources of yet; it is not in the store. */
    StackState review(StackIdentity identity, StackSource source) {
        return new StackState(
                identity, source, OnFailure.ROLLBACK, "REVIEW_IN_PROGRESS", store.now());
    }

    /** A stack that may be changed now. */
    StackState updatable(String nameOrId) {
        StackState stack = find(nameOrId);
        if (stack.isDeleted()) {
            throw AwsFailure.client(
                    "ValidationError", "Stack [" + stack.identity.name() + "] does not exist");
        }
        if (!UPDATABLE.contains(stack.status)) {
            throw busy(stack, "updated");
        }
        return stack;
    }

    StackIdentity identity(String stackName) {
        StackRequest.requireStackName(stackName);
        return new StackIdentity(stackName, region, accountId, UUID.randomUUID().toString());
    }

    /** What the source makes of the stack. */
    Plan plan(StackIdentity identity, StackSource source, Map<String, ResourceState> resources) {
        try {
            return Planner.plan(
                    StackRequest.parse(source.template()),
                    identity,
                    source.parameters(),
                    resources,
                    types);
        } catch (TemplateException e) {
            throw AwsFailure.client("ValidationError", String.valueOf(e.getMessage()));
        }
    }

    private static AwsFailure busy(StackState stack, String what) {
        return AwsFailure.client(
                "ValidationError",
                "Stack:"
                        + stack.identity.id()
                        + " is in "
                        + stack.status
                        + " state and can not be "
                        + what
                        + ".");
    }

    private static String firstFailure(StackState stack) {
        int begun = stack.events.size() - 1;
        while (begun > 0 && !"User Initiated".equals(stack.events.get(begun).reason())) {
            begun--;
        }
        for (StackEvent event : stack.events.subList(begun, stack.events.size())) {
            if (event.status().endsWith("_FAILED")) {
                return "Resources/"
                        + event.logicalId()
                        + " ("
                        + event.type()
                        + "): "
                        + event.reason()
                        + "; the stack is in "
                        + stack.status;
            }
        }
        return "the stack is in " + stack.status;
    }

    /** Waits for what an earlier run has left to do. */
    private void settled() {
        start(() -> {}).join();
    }

    private CompletableFuture<Void> start(Runnable operation) {
        return CompletableFuture.runAsync(operation, worker)
                .whenComplete((ok, failure) -> told(failure));
    }

    private static void told(@Nullable Throwable failure) {
        if (failure instanceof CompletionException
                && failure.getCause() instanceof UncheckedIOException io) {
            LOG.atError().addKeyValue("reason", io.getMessage()).log("a stack is left as it is");
        } else if (failure != null) {
            LOG.atError().setCause(failure).log("a stack is left as it is");
        }
    }
}
