/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.RuleEnvironment;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What functions may know of one evaluation. One thread.
 *
 * @param message the message
 * @param environment the world
 * @param version the version of the statement
 * @param policy the answers to open questions
 * @param work what the evaluation may still spend
 */
public record FunctionContext(
        RuleMessage message,
        RuleEnvironment environment,
        SqlVersion version,
        SqlPolicy policy,
        Work work) {

    /** Whether whole Decimals become Ints. */
    public boolean wholeIsInt() {
        return version == SqlVersion.V2016_03_23;
    }

    /** The value as a String; null if it has none. */
    public @Nullable String text(Value value) {
        return Conversions.string(value, work);
    }

    /** A string that a function made. */
    public Value string(String text) {
        return work.made(text);
    }

    /** A Decimal that a function made with double precision. */
    public Value number(double result) {
        return NumberValue.ofDouble(result, wholeIsInt());
    }

    /** A number that a function made; whole ones are Ints if asked for, or in 2016-03-23. */
    public Value number(BigDecimal result, boolean asInt) {
        return NumberValue.ofResult(result, asInt || wholeIsInt());
    }

    /** The value as a whole number, as the policy rounds; null if it is no number. */
    public @Nullable BigDecimal whole(Value value) {
        BigDecimal number = Conversions.decimal(value);
        if (number == null || number.scale() <= 0) {
            return number;
        }
        return number.setScale(
                0,
                policy.toInt() == SqlPolicy.ToInt.FLOOR
                        ? RoundingMode.FLOOR
                        : RoundingMode.HALF_UP);
    }

    /**
     * The value as an index within bounds: numbers beyond them become the nearest; null if none.
     */
    public @Nullable Integer clamped(Value value, int from, int to) {
        BigDecimal whole = whole(value);
        if (whole == null) {
            return null;
        }
        if (whole.compareTo(BigDecimal.valueOf(from)) <= 0) {
            return from;
        }
        return whole.compareTo(BigDecimal.valueOf(to)) >= 0 ? to : whole.intValue();
    }

    /** The element at that index, or Undefined; the value is the index. */
    public Value at(Value index, int size, java.util.function.IntFunction<Value> element) {
        Integer position = clamped(index, -1, size);
        return position == null || position < 0 || position >= size
                ? AbsentValue.UNDEFINED
                : element.apply(position);
    }
}
