/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlPolicy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code - * / %} and the numeric {@code +} (AWS IoT Developer Guide, "Operators"): of Ints an Int,
 * else a Decimal of 34 digits; numeric strings count as Decimals; everything else is Undefined.
 */
public final class Arithmetic {

    private Arithmetic() {}

    /**
     * The result of one operation.
     *
     * @param operator one of {@code + - * / %}
     * @param wholeIsInt whether whole Decimals become Ints, as in 2016-03-23
     * @throws EvaluationException of kind DIVISION_BY_ZERO if the policy says so
     */
    public static Value apply(
            char operator, Value left, Value right, boolean wholeIsInt, SqlPolicy policy) {
        BigDecimal l = Conversions.decimal(left);
        BigDecimal r = Conversions.decimal(right);
        if (l == null || r == null) {
            return AbsentValue.UNDEFINED;
        }
        boolean ints = left.kind() == Value.Kind.INT && right.kind() == Value.Kind.INT;
        if ((operator == '/' || operator == '%') && r.signum() == 0) {
            if (policy.divisionByZero() == SqlPolicy.DivisionByZero.FAILURE) {
                throw new EvaluationException(
                        EvaluationFailure.Kind.DIVISION_BY_ZERO, "a number is divided by zero");
            }
            return AbsentValue.UNDEFINED;
        }
        BigDecimal result =
                switch (operator) {
                    case '+' -> l.add(r, MathContext.DECIMAL128);
                    case '-' -> l.subtract(r, MathContext.DECIMAL128);
                    case '*' -> l.multiply(r, MathContext.DECIMAL128);
                    case '/' -> quotient(l, r, ints, policy);
                    case '%' -> l.remainder(r);
                    default -> throw new IllegalArgumentException("operator " + operator);
                };
        return NumberValue.ofResult(result, ints || wholeIsInt);
    }

    private static BigDecimal quotient(
            BigDecimal left, BigDecimal right, boolean ints, SqlPolicy policy) {
        BigDecimal exact = left.divide(right, MathContext.DECIMAL128);
        return ints && policy.division() == SqlPolicy.Division.TRUNCATED && exact.scale() > 0
                ? exact.setScale(0, RoundingMode.DOWN)
                : exact;
    }
}
