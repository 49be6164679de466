/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.localaws.cloudformation.StackState.Before;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one operation with a stack to its end: what fails is rolled back. One thread at a time.
 * Everything is done so that it can be taken up again after a crash ({@link #resume}).
 *
 * <p>Source: AWS CloudFormation User Guide, "Stack failure options", "Update behaviors of stack
 * resources".
 */
final class StackRun {

    private static final Logger LOG = LoggerFactory.getLogger(StackRun.class);

    private final StackStore store;
    private final StackState stack;
    private final ResourceSteps steps;

    StackRun(StackStore store, StackState stack, ResourceTypes types) {
        this.store = store;
        this.stack = stack;
        this.steps = new ResourceSteps(store, stack, types);
    }

    /** Makes everything; the stack is in {@code CREATE_IN_PROGRESS}. */
    void create(Plan plan) {
        for (PlannedResource resource : plan.resources()) {
            if (!steps.create(resource)) {
                creationFailed(
                        "The following resource(s) failed to create: ["
                                + resource.logicalId()
                                + "].");
                return;
            }
        }
        store.change(stack, one -> one.outputs = plan.outputs());
        enter("CREATE_COMPLETE", null);
    }

    /** Changes what has to change; the stack is in {@code UPDATE_IN_PROGRESS}. */
    void update(Plan plan) {
        for (PlannedResource resource : plan.resources()) {
            if (!updated(resource)) {
                updateFailed(
                        "The following resource(s) failed to update: ["
                                + resource.logicalId()
                                + "].");
                return;
            }
        }
        store.change(
                stack,
                one -> {
                    one.outputs = plan.outputs();
                    plan.removed().keySet().forEach(one.resources::remove);
                    one.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null, store.now());
                });
        cleanUp();
    }

    /** Removes everything; the stack is in {@code DELETE_IN_PROGRESS}. */
    void delete(Set<String> retained) {
        List<String> failed = removeAll(retained);
        if (!failed.isEmpty()) {
            enter("DELETE_FAILED", "The following resource(s) failed to delete: " + failed + ".");
            return;
        }
        store.change(
                stack,
                one -> {
                    one.deletedAt = store.now();
                    one.enter("DELETE_COMPLETE", null, store.now());
                });
        log();
    }

    /** Takes up what a crash or a stop has cut short. */
    void resume() {
        String status = store.read(() -> stack.status);
        LOG.atInfo()
                .addKeyValue("stack", stack.identity.name())
                .addKeyValue("status", status)
                .log("taking up what was cut short");
        switch (status) {
            case "CREATE_IN_PROGRESS" -> creationFailed("Local AWS was stopped meanwhile.");
            case "ROLLBACK_IN_PROGRESS" -> rollBackCreation();
            case "UPDATE_IN_PROGRESS" -> updateFailed("Local AWS was stopped meanwhile.");
            case "UPDATE_ROLLBACK_IN_PROGRESS" -> rollBackUpdate();
            case "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" -> cleanUp();
            default -> delete(Set.of());
        }
    }

    private boolean updated(PlannedResource planned) {
        String id = planned.logicalId();
        ResourceState before = store.read(() -> stack.resources.get(id));
        return switch (planned.action()) {
            case CREATE -> steps.create(planned);
            case UPDATE -> steps.update(planned);
            case REPLACE -> before == null || steps.replace(planned, before);
            case KEEP -> {
                if (before != null) {
                    // its policies may be other ones
                    store.change(
                            stack,
                            one ->
                                    one.resources.put(
                                            id,
                                            planned.in(before.status(), before.at())
                                                    .in(
                                                            before.status(),
                                                            before.reason(),
                                                            before.at())));
                }
                yield true;
            }
        };
    }

    private void creationFailed(String because) {
        switch (stack.onFailure) {
            case DO_NOTHING -> enter("CREATE_FAILED", because);
            case ROLLBACK -> {
                enter("ROLLBACK_IN_PROGRESS", because + " Rollback requested by user.");
                rollBackCreation();
            }
            case DELETE -> {
                enter("DELETE_IN_PROGRESS", because + " Delete requested by user.");
                delete(Set.of());
            }
        }
    }

    private void rollBackCreation() {
        List<String> failed = removeAll(Set.of());
        enter(
                failed.isEmpty() ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED",
                failed.isEmpty()
                        ? null
                        : "The following resource(s) failed to delete: " + failed + ".");
    }

    private void updateFailed(String because) {
        if (stack.onFailure == OnFailure.DO_NOTHING) {
            enter("UPDATE_FAILED", because);
            return;
        }
        enter("UPDATE_ROLLBACK_IN_PROGRESS", because);
        rollBackUpdate();
    }

    private void rollBackUpdate() {
        Before before = store.read(() -> stack.before);
        if (before == null) {
            enter("UPDATE_ROLLBACK_COMPLETE", null);
            return;
        }
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, ResourceState> entry : backwards()) {
            if (!undone(entry.getKey(), entry.getValue(), before.resources().get(entry.getKey()))) {
                failed.add(entry.getKey());
            }
        }
        store.change(
                stack,
                one -> {
                    one.source = before.source();
                    one.description = before.description();
                    one.outputs = before.outputs();
                    one.before = null;
                });
        enter(
                failed.isEmpty() ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_FAILED",
                failed.isEmpty() ? null : "These were not put back: " + failed + ".");
    }

    private boolean undone(String id, ResourceState now, @Nullable ResourceState before) {
        if (before == null) {
            return wasNotMade(now) ? forgotten(id) : steps.delete(id, now, false);
        }
        if (!before.ref().equals(now.ref())) {
            boolean removed = wasNotMade(now) || steps.remove(id, now, false);
            store.change(
                    stack, one -> one.put(id, before.in("UPDATE_COMPLETE", null, store.now())));
            return removed;
        }
        if (before.properties().equals(now.properties())) {
            store.change(stack, one -> one.resources.put(id, before));
            return true;
        }
        return steps.update(id, before.in("UPDATE_IN_PROGRESS", null, store.now()));
    }

    /** Removes what the update has left over. */
    private void cleanUp() {
        Before before = store.read(() -> stack.before);
        if (before != null) {
            List<Map.Entry<String, ResourceState>> left =
                    new ArrayList<>(before.resources().entrySet());
            Collections.reverse(left);
            for (Map.Entry<String, ResourceState> entry : left) {
                ResourceState old = entry.getValue();
                ResourceState now = store.read(() -> stack.resources.get(entry.getKey()));
                if (wasNotMade(old)) {
                    continue;
                }
                if (now == null) {
                    steps.remove(entry.getKey(), old, ResourceSteps.keeps(old.deletionPolicy()));
                } else if (!now.ref().equals(old.ref())) {
                    steps.remove(
                            entry.getKey(), old, ResourceSteps.keeps(old.updateReplacePolicy()));
                }
            }
        }
        store.change(stack, one -> one.before = null);
        enter("UPDATE_COMPLETE", null);
    }

    private List<String> removeAll(Set<String> retained) {
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, ResourceState> entry : backwards()) {
            ResourceState resource = entry.getValue();
            boolean kept =
                    retained.contains(entry.getKey())
                            || ResourceSteps.keeps(resource.deletionPolicy());
            boolean gone =
                    wasNotMade(resource)
                            ? forgotten(entry.getKey())
                            : steps.delete(entry.getKey(), resource, kept);
            if (!gone) {
                failed.add(entry.getKey());
            }
        }
        return failed;
    }

    private boolean forgotten(String logicalId) {
        store.change(stack, one -> one.resources.remove(logicalId));
        return true;
    }

    /** What failed to be made may be somebody else's. */
    private static boolean wasNotMade(ResourceState resource) {
        return resource.status().equals(ResourceSteps.NOT_CREATED);
    }

    private List<Map.Entry<String, ResourceState>> backwards() {
        List<Map.Entry<String, ResourceState>> entries =
                store.read(() -> new ArrayList<>(new LinkedHashMap<>(stack.resources).entrySet()));
        Collections.reverse(entries);
        return entries;
    }

    private void enter(String status, @Nullable String because) {
        store.change(stack, one -> one.enter(status, because, store.now()));
        log();
    }

    private void log() {
        String reason = stack.reason;
        if (reason == null) {
            LOG.atInfo()
                    .addKeyValue("stack", stack.identity.name())
                    .addKeyValue("status", stack.status)
                    .log("stack");
        } else {
            LOG.atWarn()
                    .addKeyValue("stack", stack.identity.name())
                    .addKeyValue("status", stack.status)
                    .addKeyValue("reason", reason)
                    .log("stack");
        }
    }
}
