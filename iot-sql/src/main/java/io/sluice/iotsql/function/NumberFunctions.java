/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Arithmetic;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Numbers. Those of double precision yield Undefined where the result is no real number. */
final class NumberFunctions {

    private NumberFunctions() {}

    static void register(FunctionTable table) {
        table.add("abs", 1, NumberFunctions::abs);
        table.add("ceil", 1, rounded(RoundingMode.CEILING));
        table.add("floor", 1, rounded(RoundingMode.FLOOR));
        table.add("round", 1, NumberFunctions::round);
        table.add("sign", 1, NumberFunctions::sign);
        table.add("trunc", 2, NumberFunctions::trunc);
        table.add("mod", 2, NumberFunctions::remainder);
        table.add("remainder", 2, NumberFunctions::remainder);
        table.add("nanvl", 2, (a, c) -> a[0].isAbsent() ? a[1] : a[0]);
        table.add("power", 2, ofDoubles(Math::pow));
        table.add("atan2", 2, ofDoubles(Math::atan2));
        table.add("sqrt", 1, ofDouble(Math::sqrt));
        table.add("exp", 1, ofDouble(Math::exp));
        table.add("ln", 1, ofDouble(Math::log));
        table.add("log", 1, ofDouble(Math::log10));
        table.add("sin", 1, ofDouble(Math::sin));
        table.add("cos", 1, ofDouble(Math::cos));
        table.add("tan", 1, ofDouble(Math::tan));
        table.add("asin", 1, ofDouble(Math::asin));
        table.add("acos", 1, ofDouble(Math::acos));
        table.add("atan", 1, ofDouble(Math::atan));
        table.add("sinh", 1, ofDouble(Math::sinh));
        table.add("cosh", 1, ofDouble(Math::cosh));
        table.add("tanh", 1, ofDouble(Math::tanh));
    }

    private static SqlFunction ofDouble(DoubleUnaryOperator function) {
        return (arguments, context) -> {
            BigDecimal number = Conversions.decimal(arguments[0]);
            return number == null
                    ? AbsentValue.UNDEFINED
                    : context.number(function.applyAsDouble(number.doubleValue()));
        };
    }

    private static SqlFunction ofDoubles(DoubleBinaryOperator function) {
        return (arguments, context) -> {
            BigDecimal left = Conversions.decimal(arguments[0]);
            BigDecimal right = Conversions.decimal(arguments[1]);
            return left == null || right == null
                    ? AbsentValue.UNDEFINED
                    : context.number(
                            function.applyAsDouble(left.doubleValue(), right.doubleValue()));
        };
    }

    private static SqlFunction rounded(RoundingMode mode) {
        return (arguments, context) -> {
            BigDecimal number = Conversions.decimal(arguments[0]);
            return number == null
                    ? AbsentValue.UNDEFINED
                    : context.number(number.scale() <= 0 ? number : number.setScale(0, mode), true);
        };
    }

    private static Value round(Value[] arguments, FunctionContext context) {
        return rounded(
                        switch (context.policy().round()) {
                            // Java's HALF_UP is away from zero
                            case HALF_AWAY_FROM_ZERO -> RoundingMode.HALF_UP;
                            case HALF_UP ->
                                    isNegative(arguments[0])
                                            ? RoundingMode.HALF_DOWN
                                            : RoundingMode.HALF_UP;
                            case DOWN -> RoundingMode.FLOOR;
                        })
                .apply(arguments, context);
    }

    private static boolean isNegative(Value value) {
        BigDecimal number = Conversions.decimal(value);
        return number != null && number.signum() < 0;
    }

    private static Value abs(Value[] arguments, FunctionContext context) {
        BigDecimal number = Conversions.decimal(arguments[0]);
        return number == null
                ? AbsentValue.UNDEFINED
                : context.number(number.abs(), arguments[0].kind() == Value.Kind.INT);
    }

    private static Value sign(Value[] arguments, FunctionContext context) {
        BigDecimal number = Conversions.decimal(arguments[0]);
        return number == null ? AbsentValue.UNDEFINED : NumberValue.ofInt(number.signum());
    }

    private static Value trunc(Value[] arguments, FunctionContext context) {
        BigDecimal number = Conversions.decimal(arguments[0]);
        Integer places = context.clamped(arguments[1], 0, SqlLimits.DIGITS);
        if (number == null || places == null) {
            return AbsentValue.UNDEFINED;
        }
        BigDecimal cut =
                number.scale() <= places ? number : number.setScale(places, RoundingMode.DOWN);
        return context.number(cut.stripTrailingZeros(), true);
    }

    private static Value remainder(Value[] arguments, FunctionContext context) {
        SqlPolicy policy = context.policy();
        return Arithmetic.apply('%', arguments[0], arguments[1], context.wholeIsInt(), policy);
    }
}
