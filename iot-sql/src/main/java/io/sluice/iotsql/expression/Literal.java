/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Value;

/** A number, string, true, false or null. */
public final class Literal extends Expression {

    private final Value value;

    /** That value. */
    public Literal(Span span, Value value) {
        super(span);
        this.value = value;
    }

    @Override
    public Value constant() {
        return value;
    }

    @Override
    Value value(Scope scope) {
        return value;
    }
}
