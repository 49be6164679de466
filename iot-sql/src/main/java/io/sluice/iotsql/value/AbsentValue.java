/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/** The two ways of not being there. */
public enum AbsentValue implements Value {
    /** JSON's null: a value that says there is none. */
    NULL(Kind.NULL),
    /** Not a value: a field that is not there, a conversion that is not possible. */
    UNDEFINED(Kind.UNDEFINED);

    private final Kind kind;

    AbsentValue(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
