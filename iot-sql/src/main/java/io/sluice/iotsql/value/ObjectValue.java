/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.util.Collections;
import java.util.Map;

/**
 * An object; none of its members is Undefined.
 *
 * @param members its members in their order, not copied: they must not change any more
 */
public record ObjectValue(Map<String, Value> members) implements Value {

    /** Without members. */
    public static final ObjectValue EMPTY = new ObjectValue(Map.of());

    /** Keeps a view that cannot be changed. */
    public ObjectValue {
        members = Collections.unmodifiableMap(members);
    }

    /** The member of that name, or Undefined. */
    public Value member(String name) {
        Value value = members.get(name);
        return value == null ? AbsentValue.UNDEFINED : value;
    }

    @Override
    public Kind kind() {
        return Kind.OBJECT;
    }
}
