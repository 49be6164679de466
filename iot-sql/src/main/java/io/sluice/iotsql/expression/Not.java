/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.Value;
import java.util.List;

/** {@code NOT} of a Boolean or such a string; else Undefined. */
public final class Not extends Expression {

    private final Expression operand;

    /** NOT of the operand. */
    public Not(Span span, Expression operand) {
        super(span);
        this.operand = operand;
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    Value value(Scope scope) {
        Boolean value = Conversions.bool(operand.evaluate(scope));
        return value == null ? AbsentValue.UNDEFINED : BooleanValue.of(!value);
    }
}
