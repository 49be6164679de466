/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/**
 * An object; none of its members is Undefined.
 *
 * @param members its members in their order, not copied: they must not change any more
 */
public record ObjectValue(Members members) implements Value {

    /** Without members. */
    public static final ObjectValue EMPTY = new ObjectValue(new Members(0));

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
