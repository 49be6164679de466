/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/**
 * A value of AWS IoT SQL (AWS IoT Developer Guide, "Data types"). Immutable. Undefined never lies
 * inside an array or object: whoever makes one leaves it out.
 */
public sealed interface Value
        permits NumberValue, BooleanValue, StringValue, ArrayValue, ObjectValue, AbsentValue {

    /** The types of AWS IoT SQL. */
    enum Kind {
        INT,
        DECIMAL,
        BOOLEAN,
        STRING,
        ARRAY,
        OBJECT,
        NULL,
        UNDEFINED;

        /** Whether it is one of the two kinds of number. */
        public boolean isNumber() {
            return this == INT || this == DECIMAL;
        }
    }

    /** Its type. */
    Kind kind();

    /** Whether it is {@link AbsentValue#UNDEFINED}. */
    default boolean isUndefined() {
        return kind() == Kind.UNDEFINED;
    }

    /** Whether it is {@link AbsentValue#NULL} or {@link AbsentValue#UNDEFINED}. */
    default boolean isAbsent() {
        return kind() == Kind.UNDEFINED || kind() == Kind.NULL;
    }
}
