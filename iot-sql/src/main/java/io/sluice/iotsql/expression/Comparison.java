/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.Equality;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.math.BigDecimal;
import java.util.List;

/**
 * Compares two values. {@code <} and its like compare as Decimals; {@code =} compares by value;
 * Undefined on either side makes it Undefined.
 */
public final class Comparison extends Expression {

    /** The operators. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN
    }

    private final Operator operator;
    private final Expression left;
    private final Expression right;

    /** Compares left with right. */
    public Comparison(Span span, Operator operator, Expression left, Expression right) {
        super(span);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    public List<Expression> children() {
        return List.of(left, right);
    }

    @Override
    Value value(Scope scope) {
        Value l = left.evaluate(scope);
        Value r = right.evaluate(scope);
        if (l.isUndefined() || r.isUndefined()) {
            return AbsentValue.UNDEFINED;
        }
        return switch (operator) {
            case EQUAL -> BooleanValue.of(Equality.equal(l, r, scope.work()));
            case NOT_EQUAL -> BooleanValue.of(!Equality.equal(l, r, scope.work()));
            case IN -> in(l, r, scope.work());
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(l, r);
        };
    }

    private static Value in(Value wanted, Value array, Work work) {
        if (!(array instanceof ArrayValue values)) {
            return AbsentValue.UNDEFINED;
        }
        for (Value element : values.elements()) {
            if (Equality.equal(wanted, element, work)) {
                return BooleanValue.TRUE;
            }
        }
        return BooleanValue.FALSE;
    }

    private Value ordered(Value left, Value right) {
        BigDecimal l = Conversions.decimal(left);
        BigDecimal r = Conversions.decimal(right);
        if (l == null || r == null) {
            return AbsentValue.UNDEFINED;
        }
        int order = l.compareTo(r);
        return BooleanValue.of(
                switch (operator) {
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    default -> order >= 0;
                });
    }
}
