/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that a template makes of a stack, evaluated and examined, with nothing done yet.
 *
 * @param resources in the order of creation
 * @param removed what the stack has and the template has not, by logical id
 * @param outputs by name
 */
record Plan(
        List<PlannedResource> resources,
        Map<String, ResourceState> removed,
        Map<String, StackOutput> outputs) {

    /** Whether any resource would be made, changed or removed. */
    boolean changesResources() {
        return !removed.isEmpty()
                || resources.stream().anyMatch(one -> one.action() != PlannedResource.Action.KEEP);
    }

    /** What would become of each resource that does not stay as it is. */
    List<ChangeSet.Change> changes(Map<String, ResourceState> existing) {
        List<ChangeSet.Change> changes = new ArrayList<>();
        for (PlannedResource one : resources) {
            ResourceState before = existing.get(one.logicalId());
            String physicalId = before == null ? "" : before.ref();
            switch (one.action()) {
                case KEEP -> {}
                case CREATE ->
                        changes.add(
                                new ChangeSet.Change(
                                        "Add", one.logicalId(), "", one.declared().type(), false));
                case UPDATE, REPLACE ->
                        changes.add(
                                new ChangeSet.Change(
                                        "Modify",
                                        one.logicalId(),
                                        physicalId,
                                        one.declared().type(),
                                        one.action() == PlannedResource.Action.REPLACE));
            }
        }
        removed.forEach(
                (id, one) ->
                        changes.add(
                                new ChangeSet.Change("Remove", id, one.ref(), one.type(), false)));
        return changes;
    }
}
