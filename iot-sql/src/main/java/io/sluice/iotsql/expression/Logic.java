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

/**
 * {@code AND} or {@code OR} of several operands. Any operand that is neither Boolean nor such a
 * string makes it Undefined; AWS documents no shortcut.
 */
public final class Logic extends Expression {

    private final boolean and;
    private final List<Expression> operands;

    /** AND of the operands, or else OR. */
    public Logic(Span span, boolean and, List<Expression> operands) {
        super(span);
        this.and = and;
        this.operands = List.copyOf(operands);
    }

    @Override
    public List<Expression> children() {
        return operands;
    }

    @Override
    Value value(Scope scope) {
        boolean result = and;
        boolean undefined = false;
        for (Expression operand : operands) {
            Boolean value = Conversions.bool(operand.evaluate(scope));
            if (value == null) {
                undefined = true;
            } else {
                result = and ? result && value : result || value;
            }
        }
        return undefined ? AbsentValue.UNDEFINED : BooleanValue.of(result);
    }
}
