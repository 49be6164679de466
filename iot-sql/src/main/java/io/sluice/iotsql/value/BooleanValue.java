/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/** True or false. */
public enum BooleanValue implements Value {
    /** True. */
    TRUE,
    /** False. */
    FALSE;

    /** The value of that boolean. */
    public static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public Kind kind() {
        return Kind.BOOLEAN;
    }
}
