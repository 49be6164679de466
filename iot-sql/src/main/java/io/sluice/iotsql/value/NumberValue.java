/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.SqlLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * An Int or a Decimal. A number of the payload keeps its text, so that what is only passed on stays
 * as it was written; it becomes a {@link BigDecimal} of 34 digits when it is computed with.
 */
public final class NumberValue implements Value {

    // markers, known by their identity
    private static final BigDecimal UNKNOWN = new BigDecimal("-1E-2000");
    private static final BigDecimal NONE = new BigDecimal("-1E-2001");

    private static final byte[] NO_JSON = new byte[0];

    private final byte[] json;
    private final int start;
    private final int end;
    private final boolean integer;
    // decoded when first asked for; a race decodes it twice, which does no harm
    private @Nullable String text;
    // computed when first asked for; a race computes it twice, which does no harm
    private BigDecimal decimal;

    private NumberValue(@Nullable String text, BigDecimal decimal, boolean integer) {
        this.json = NO_JSON;
        this.start = 0;
        this.end = 0;
        this.text = text;
        this.decimal = decimal;
        this.integer = integer;
    }

    /**
     * A number of the payload: an Int, or a Decimal that stays one.
     *
     * @param json not copied, must not change
     */
    NumberValue(byte[] json, int start, int end, boolean integer) {
        this.json = json;
        this.start = start;
        this.end = end;
        this.decimal = UNKNOWN;
        this.integer = integer;
    }

    /**
     * A number as JSON or SQL writes it.
     *
     * @param text digits, with a fraction and exponent or without
     * @param wholeIsInt whether {@code 10.0} becomes the Int {@code 10}, as in 2016-03-23
     */
    public static NumberValue ofText(String text, boolean wholeIsInt) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != '.' && c != 'e' && c != 'E';
        }
        if (plain) {
            int digits = text.length() - (text.startsWith("-") ? 1 : 0);
            return new NumberValue(text, UNKNOWN, digits <= SqlLimits.DIGITS);
        }
        NumberValue number = new NumberValue(text, UNKNOWN, false);
        if (wholeIsInt) {
            BigDecimal exact = number.exact();
            if (exact != null && isWholeWithinDigits(exact)) {
                return ofInt(exact.toBigInteger());
            }
        }
        return number;
    }

    /** An Int. */
    public static NumberValue ofInt(long value) {
        return new NumberValue(null, BigDecimal.valueOf(value), true);
    }

    /** An Int; more than 34 digits make it a Decimal. */
    public static NumberValue ofInt(BigInteger value) {
        BigDecimal decimal = new BigDecimal(value);
        return new NumberValue(null, decimal, decimal.precision() <= SqlLimits.DIGITS);
    }

    /**
     * The result of a computation: rounded to 34 digits; Undefined if it is too large, zero if it
     * is too small.
     *
     * @param asInt whether a whole result is an Int; a result that is not whole is a Decimal
     */
    public static Value ofResult(BigDecimal result, boolean asInt) {
        BigDecimal rounded = inRange(result);
        if (rounded == null) {
            return AbsentValue.UNDEFINED;
        }
        if (asInt && isWholeWithinDigits(rounded)) {
            return new NumberValue(null, rounded.setScale(0), true);
        }
        return new NumberValue(null, rounded, false);
    }

    /** The result of a computation with double precision; Undefined if it is no number. */
    public static Value ofDouble(double result, boolean wholeIsInt) {
        return Double.isFinite(result)
                ? ofResult(BigDecimal.valueOf(result), wholeIsInt)
                : AbsentValue.UNDEFINED;
    }

    /** The number with 34 digits; null if it is beyond what a Decimal holds. */
    @SuppressWarnings("ReferenceEquality") // the two markers
    public @Nullable BigDecimal decimal() {
        BigDecimal known = decimal;
        if (known == UNKNOWN) {
            BigDecimal exact = exact();
            BigDecimal rounded = exact == null ? null : inRange(exact);
            known = rounded == null ? NONE : rounded;
            decimal = known;
        }
        return known == NONE ? null : known;
    }

    /** The number as JSON writes it. */
    public String json() {
        String known = text();
        if (known != null) {
            return known;
        }
        return integer ? decimal.toPlainString() : decimal.toString();
    }

    /** Writes it as it stands in the payload; false if it does not come from there. */
    boolean copyTo(JsonBytes out) {
        if (end == 0) {
            return false;
        }
        out.copy(json, start, end);
        return true;
    }

    @Override
    public Kind kind() {
        return integer ? Kind.INT : Kind.DECIMAL;
    }

    @Override
    public String toString() {
        return json();
    }

    private @Nullable String text() {
        String known = text;
        if (known == null && end > 0) {
            known = PlainNumber.text(json, start, end);
            text = known;
        }
        return known;
    }

    private @Nullable BigDecimal exact() {
        BigDecimal plain = end > 0 ? PlainNumber.decimal(json, start, end) : null;
        if (plain != null) {
            return plain;
        }
        String known = text();
        if (known == null) {
            return decimal;
        }
        if (known.length() > SqlLimits.NUMBER_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(known);
        } catch (NumberFormatException e) {
            return null; // an exponent of more than ten digits
        }
    }

    private static @Nullable BigDecimal inRange(BigDecimal number) {
        if (number.signum() == 0) {
            // a zero may carry any scale; a huge one would be written with as many digits
            return Math.abs((long) number.scale()) > SqlLimits.EXPONENT ? BigDecimal.ZERO : number;
        }
        BigDecimal rounded = number.round(MathContext.DECIMAL128);
        long exponent = (long) rounded.precision() - rounded.scale() - 1;
        if (exponent > SqlLimits.EXPONENT) {
            return null;
        }
        return exponent < -SqlLimits.EXPONENT ? BigDecimal.ZERO : rounded;
    }

    private static boolean isWholeWithinDigits(BigDecimal number) {
        if (number.signum() == 0) {
            return true;
        }
        long digits = (long) number.precision() - number.scale();
        return digits > 0
                && digits <= SqlLimits.DIGITS
                && (number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0);
    }
}
