/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Created;
import io.sluice.templates.Template;

/**
 * A resource as a template wants it.
 *
 * @param logicalId its name in the template
 * @param declared as it is written
 * @param properties evaluated, and read by the schema
 * @param created what others see of it
 * @param action what has to be done about it
 */
record PlannedResource(
        String logicalId,
        Template.Resource declared,
        ObjectNode properties,
        Created created,
        Action action) {

    /** What has to be done about a resource. */
    enum Action {
        CREATE,
        KEEP,
        UPDATE,
        REPLACE
    }

    /** The resource in a status. */
    ResourceState in(String status, long at) {
        return new ResourceState(
                declared.type(),
                created.ref(),
                created.attributes(),
                properties,
                declared.deletionPolicy(),
                declared.updateReplacePolicy(),
                status,
                null,
                at);
    }
}
