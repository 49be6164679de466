/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Bits of Ints, in two's complement of any width. */
final class BitFunctions {

    private BitFunctions() {}

    static void register(FunctionTable table) {
        table.add("bitand", 2, ofBoth(BigInteger::and));
        table.add("bitor", 2, ofBoth(BigInteger::or));
        table.add("bitxor", 2, ofBoth(BigInteger::xor));
        table.add("bitnot", 1, BitFunctions::not);
    }

    private static SqlFunction ofBoth(BinaryOperator<BigInteger> operator) {
        return (arguments, context) -> {
            BigInteger left = integer(arguments[0], context);
            BigInteger right = integer(arguments[1], context);
            return left == null || right == null
                    ? AbsentValue.UNDEFINED
                    : NumberValue.ofInt(operator.apply(left, right));
        };
    }

    private static Value not(Value[] arguments, FunctionContext context) {
        BigInteger number = integer(arguments[0], context);
        if (number == null) {
            return AbsentValue.UNDEFINED;
        }
        if (context.policy().bitNot() == SqlPolicy.BitNot.TWOS_COMPLEMENT) {
            return NumberValue.ofInt(number.not());
        }
        BigInteger ones = BigInteger.ONE.shiftLeft(number.bitLength()).subtract(BigInteger.ONE);
        return NumberValue.ofInt(number.xor(ones));
    }

    /** Null if it is no number, or one of more digits than an Int has. */
    private static @Nullable BigInteger integer(Value value, FunctionContext context) {
        BigDecimal whole = context.whole(value);
        return whole == null || (long) whole.precision() - whole.scale() > SqlLimits.DIGITS
                ? null
                : whole.toBigInteger();
    }
}
