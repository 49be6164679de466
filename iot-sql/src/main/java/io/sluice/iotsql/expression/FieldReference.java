/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Value;

/** A field of the payload or of the row, or the row itself by its name. */
public final class FieldReference extends Expression {

    private final String name;

    /** The field of that name. */
    public FieldReference(Span span, String name) {
        super(span);
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    Value value(Scope scope) {
        return scope.field(name);
    }
}
