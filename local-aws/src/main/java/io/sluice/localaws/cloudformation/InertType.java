/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Resources that have a name and an ARN here and do nothing. */
final class InertType implements ResourceType {

    static final String REASON = "inert: local AWS keeps its name and does nothing with it";

    @Override
    public void check(String name, ObjectNode properties) {
        // its schema has read it, and there is no more to it
    }

    @Override
    public void create(String name, ObjectNode properties) {
        // nothing to make
    }

    @Override
    public void update(String name, ObjectNode properties) {
        // nothing to change
    }

    @Override
    public void delete(String name, ObjectNode properties) {
        // nothing to remove
    }

    @Override
    public String inertBecause(ObjectNode properties) {
        return REASON;
    }
}
