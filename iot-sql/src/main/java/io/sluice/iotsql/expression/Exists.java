/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.Value;
import java.util.List;

/** {@code EXISTS(SELECT ...)}: whether it yields at least one element. */
public final class Exists extends Expression {

    private final Expression subquery;

    /** Whether that yields anything. */
    public Exists(Span span, Expression subquery) {
        super(span);
        this.subquery = subquery;
    }

    @Override
    public List<Expression> children() {
        return List.of(subquery);
    }

    @Override
    Value value(Scope scope) {
        Value value = subquery.evaluate(scope);
        return BooleanValue.of(
                value instanceof ArrayValue array
                        ? !array.elements().isEmpty()
                        : !value.isUndefined());
    }
}
