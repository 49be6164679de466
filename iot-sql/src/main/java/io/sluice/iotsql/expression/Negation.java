/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A minus in front of a number. */
public final class Negation extends Expression {

    private final Expression operand;

    /** Minus the operand. */
    public Negation(Span span, Expression operand) {
        super(span);
        this.operand = operand;
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    public @Nullable Value constant() {
        return null;
    }

    @Override
    Value value(Scope scope) {
        Value value = operand.evaluate(scope);
        BigDecimal number = Conversions.decimal(value);
        return number == null
                ? AbsentValue.UNDEFINED
                : scope.functions().number(number.negate(), value.kind() == Value.Kind.INT);
    }
}
