/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Arithmetic;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.util.List;

/** Operands joined by operators of the same rank, from left to right: {@code a + b - c}. */
public final class Calculation extends Expression {

    private final List<Expression> operands;
    private final String operators;

    /**
     * A calculation.
     *
     * @param operands at least two
     * @param operators one character between each two operands
     */
    public Calculation(Span span, List<Expression> operands, String operators) {
        super(span);
        this.operands = List.copyOf(operands);
        this.operators = operators;
    }

    @Override
    public List<Expression> children() {
        return operands;
    }

    @Override
    Value value(Scope scope) {
        Value result = operands.get(0).evaluate(scope);
        for (int i = 1; i < operands.size(); i++) {
            Value right = operands.get(i).evaluate(scope);
            result = apply(operators.charAt(i - 1), result, right, scope);
        }
        return result;
    }

    private static Value apply(char operator, Value left, Value right, Scope scope) {
        if (operator == '+') {
            if (left instanceof StringValue || right instanceof StringValue) {
                return joined(left, right, scope);
            }
            if (!left.kind().isNumber() || !right.kind().isNumber()) {
                return AbsentValue.UNDEFINED;
            }
        }
        boolean wholeIsInt = scope.functions().wholeIsInt();
        return Arithmetic.apply(operator, left, right, wholeIsInt, scope.policy());
    }

    private static Value joined(Value left, Value right, Scope scope) {
        String l = scope.functions().text(left);
        String r = scope.functions().text(right);
        if (l == null || r == null) {
            return AbsentValue.UNDEFINED;
        }
        Work.requireLength((long) l.length() + r.length());
        return scope.functions().string(l + r);
    }
}
