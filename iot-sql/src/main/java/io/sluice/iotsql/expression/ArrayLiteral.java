/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code [a, b]} (AWS IoT Developer Guide, "Literals"). */
public final class ArrayLiteral extends Expression {

    private final List<Expression> elements;

    /** An array of those elements. */
    public ArrayLiteral(Span span, List<Expression> elements) {
        super(span);
        this.elements = List.copyOf(elements);
    }

    @Override
    public List<Expression> children() {
        return elements;
    }

    @Override
    Value value(Scope scope) {
        List<Value> values = new ArrayList<>(elements.size());
        for (Expression element : elements) {
            scope.addElement(values, element.evaluate(scope));
        }
        return new ArrayValue(values);
    }
}
