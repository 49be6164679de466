/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How resources of a type are made, changed and removed. A resource goes by what {@code Ref} gives;
 * its properties have been read by its schema. Failures are {@link
 * io.sluice.localaws.protocol.AwsFailure}s and {@link java.io.UncheckedIOException}s.
 */
interface ResourceType {

    /** The kinds that a generated name is good for: itself, unless the type allows less. */
    default String fit(String generatedName) {
        return generatedName;
    }

    /** Refuses what cannot be made, as far as that can be known without trying; makes nothing. */
    void check(String name, ObjectNode properties);

    /** Makes it; fails if it is there already and belongs to somebody else. */
    void create(String name, ObjectNode properties);

    /** Gives it other properties. */
    void update(String name, ObjectNode properties);

    /** Removes it; one that is not there is no failure. */
    void delete(String name, ObjectNode properties);

    /** Why it exists in name only; null if it is real. */
    @Nullable String inertBecause(ObjectNode properties);
}
