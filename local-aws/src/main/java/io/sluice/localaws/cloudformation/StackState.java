/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.templates.StackIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one stack. Guarded by the {@link StackStore} that it is in: read and change
 * it through that one only.
 */
final class StackState {

    static final String TYPE = "AWS::CloudFormation::Stack";

    // for the life of the stack
    final StackIdentity identity;
    final long createdAt;

    // what it was last asked to be
    StackSource source;
    OnFailure onFailure;
    boolean protectedFromDeletion;
    String description = "";

    // what has become of it
    String status;
    @Nullable String reason;
    long updatedAt;
    long deletedAt;
    final Map<String, ResourceState> resources = new LinkedHashMap<>();
    Map<String, StackOutput> outputs = new LinkedHashMap<>();
    final List<StackEvent> events = new ArrayList<>();
    final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();

    // while it is updated: what it goes back to
    @Nullable Before before;

    /** What a stack was before an update. */
    record Before(
            StackSource source,
            String description,
            Map<String, ResourceState> resources,
            Map<String, StackOutput> outputs) {}

    StackState(
            StackIdentity identity,
            StackSource source,
            OnFailure onFailure,
            String status,
            long createdAt) {
        this.identity = identity;
        this.source = source;
        this.onFailure = onFailure;
        this.status = status;
        this.createdAt = createdAt;
    }

    boolean isDeleted() {
        return status.equals("DELETE_COMPLETE");
    }

    boolean isBusy() {
        return status.endsWith("_IN_PROGRESS") && !isInReview();
    }

    /** There is a change set that would create it, and nothing else yet. */
    boolean isInReview() {
        return status.equals("REVIEW_IN_PROGRESS");
    }

    /** The stack itself comes into a status. */
    void enter(String newStatus, @Nullable String because, long at) {
        status = newStatus;
        reason = because;
        record(identity.name(), identity.id(), TYPE, at, newStatus, because, "");
    }

    /** A resource comes into a status. */
    void put(String logicalId, ResourceState resource) {
        resources.put(logicalId, resource);
        record(
                logicalId,
                resource.ref(),
                resource.type(),
                resource.at(),
                resource.status(),
                resource.reason(),
                resource.properties().toString());
    }

    /** Something happens to a resource that the stack no longer has. */
    void tell(String logicalId, ResourceState resource) {
        record(
                logicalId,
                resource.ref(),
                resource.type(),
                resource.at(),
                resource.status(),
                resource.reason(),
                resource.properties().toString());
    }

    private void record(
            String logicalId,
            String physicalId,
            String type,
            long at,
            String newStatus,
            @Nullable String because,
            String properties) {
        events.add(
                new StackEvent(
                        logicalId + "-" + newStatus + "-" + UUID.randomUUID(),
                        logicalId,
                        physicalId,
                        type,
                        at,
                        newStatus,
                        because,
                        properties));
    }
}
