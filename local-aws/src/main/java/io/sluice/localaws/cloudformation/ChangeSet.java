/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update, or a creation, that is prepared and not carried out yet.
 *
 * @param name of the change set
 * @param id its ARN
 * @param description empty if there is none
 * @param source what the stack would be made from
 * @param changes to resources
 * @param status {@code CREATE_COMPLETE}, or {@code FAILED} if there is nothing to change
 * @param reason for the status, or null
 * @param execution whether it can be carried out, or was
 * @param onFailure what to do if a creation fails
 * @param at when it was made, in milliseconds since 1970
 */
record ChangeSet(
        String name,
        String id,
        String description,
        StackSource source,
        List<Change> changes,
        String status,
        @Nullable String reason,
        String execution,
        OnFailure onFailure,
        long at) {

    static final String AVAILABLE = "AVAILABLE";
    static final String UNAVAILABLE = "UNAVAILABLE";
    static final String EXECUTED = "EXECUTE_COMPLETE";

    /**
     * What would become of a resource.
     *
     * @param action {@code Add}, {@code Modify} or {@code Remove}
     * @param physicalId empty for one that is not there yet
     * @param replacement whether another takes its place
     */
    record Change(
            String action, String logicalId, String physicalId, String type, boolean replacement) {}

    ChangeSet executed() {
        return new ChangeSet(
                name, id, description, source, changes, status, reason, EXECUTED, onFailure, at);
    }
}
