/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.Template;
import org.jspecify.annotations.Nullable;

/**
 * Single steps with the resources of one stack. Each is in the stack's events before it begins and
 * after it has ended, so that a crash in between is seen by the next start.
 */
final class ResourceSteps {

    static final String CREATING = "CREATE_IN_PROGRESS";
    static final String NOT_CREATED = "CREATE_FAILED";

    private final StackStore store;
    private final StackState stack;
    private final ResourceTypes types;

    ResourceSteps(StackStore store, StackState stack, ResourceTypes types) {
        this.store = store;
        this.stack = stack;
        this.types = types;
    }

    /** Makes it; says whether that went well. */
    boolean create(PlannedResource planned) {
        ResourceState resource = planned.in(CREATING, store.now());
        ResourceType type = types.of(resource.type());
        return step(
                planned.logicalId(),
                resource,
                "CREATE_COMPLETE",
                NOT_CREATED,
                () -> type.create(resource.ref(), resource.properties()));
    }

    /** Gives it the properties of the plan; says whether that went well. */
    boolean update(PlannedResource planned) {
        return update(planned.logicalId(), planned.in("UPDATE_IN_PROGRESS", store.now()));
    }

    /** Gives it the properties that it is said to have; says whether that went well. */
    boolean update(String logicalId, ResourceState resource) {
        ResourceType type = types.of(resource.type());
        return step(
                logicalId,
                resource,
                "UPDATE_COMPLETE",
                "UPDATE_FAILED",
                () -> type.update(resource.ref(), resource.properties()));
    }

    /** Makes what takes another's place; says whether that went well. */
    boolean replace(PlannedResource planned, ResourceState before) {
        ResourceState resource = planned.in(CREATING, store.now());
        ResourceType type = types.of(resource.type());
        if (resource.ref().equals(before.ref())
                && type.inertBecause(resource.properties()) == null) {
            fail(
                    planned.logicalId(),
                    before,
                    "UPDATE_FAILED",
                    "CloudFormation cannot update a stack when a custom-named resource requires"
                            + " replacing. Rename "
                            + before.ref()
                            + " and update the stack again.");
            return false;
        }
        note(
                planned.logicalId(),
                before.in(
                        "UPDATE_IN_PROGRESS",
                        "Requested update requires the creation of a new physical resource; hence"
                                + " creating one.",
                        store.now()));
        return step(
                planned.logicalId(),
                resource,
                "UPDATE_COMPLETE",
                NOT_CREATED,
                () -> type.create(resource.ref(), resource.properties()));
    }

    /** Removes it from AWS and from the stack, or leaves it to its owner; says whether it did. */
    boolean delete(String logicalId, ResourceState resource, boolean retained) {
        boolean done = remove(logicalId, resource, retained);
        if (done) {
            store.change(stack, one -> one.resources.remove(logicalId));
        }
        return done;
    }

    /** Removes from AWS what the stack no longer counts as its own. */
    boolean remove(String logicalId, ResourceState resource, boolean retained) {
        if (retained) {
            note(logicalId, resource.in("DELETE_SKIPPED", null, store.now()));
            return true;
        }
        note(logicalId, resource.in("DELETE_IN_PROGRESS", null, store.now()));
        try {
            types.of(resource.type()).delete(resource.ref(), resource.properties());
        } catch (RuntimeException e) {
            ResourceState failed = resource.in("DELETE_FAILED", reason(e), store.now());
            store.change(
                    stack,
                    one -> {
                        if (one.resources.containsKey(logicalId)) {
                            one.put(logicalId, failed);
                        } else {
                            one.tell(logicalId, failed);
                        }
                    });
            return false;
        }
        note(logicalId, resource.in("DELETE_COMPLETE", null, store.now()));
        return true;
    }

    /** Whether a policy keeps a resource. */
    static boolean keeps(String policy) {
        return !policy.equals(Template.DELETE);
    }

    private boolean step(
            String logicalId,
            ResourceState resource,
            String success,
            String failure,
            Runnable action) {
        store.change(stack, one -> one.put(logicalId, resource));
        try {
            action.run();
        } catch (RuntimeException e) {
            fail(logicalId, resource, failure, reason(e));
            return false;
        }
        ResourceState done =
                resource.in(
                        success,
                        types.of(resource.type()).inertBecause(resource.properties()),
                        store.now());
        store.change(stack, one -> one.put(logicalId, done));
        return true;
    }

    private void fail(String logicalId, ResourceState resource, String status, String because) {
        store.change(stack, one -> one.put(logicalId, resource.in(status, because, store.now())));
    }

    private void note(String logicalId, ResourceState resource) {
        store.change(stack, one -> one.tell(logicalId, resource));
    }

    private static @Nullable String text(RuntimeException e) {
        return e instanceof AwsFailure failure
                ? failure.text() + " (" + failure.code() + ")"
                : e.getMessage();
    }

    private static String reason(RuntimeException e) {
        String text = text(e);
        return text == null ? e.toString() : text;
    }
}
