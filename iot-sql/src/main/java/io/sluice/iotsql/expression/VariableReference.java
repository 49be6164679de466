/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Value;

/** A variable of SET. */
public final class VariableReference extends Expression {

    private final String name;
    private final int index;

    /**
     * A variable.
     *
     * @param name without its {@code @}
     * @param index its place in the SET clause, from 0
     */
    public VariableReference(Span span, String name, int index) {
        super(span);
        this.name = name;
        this.index = index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    Value value(Scope scope) {
        return scope.variable(index);
    }
}
