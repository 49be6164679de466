/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.SqlLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as JSON writes them (RFC 8259, section 6), told apart by their bytes. The bytes must end
 * with a zero, which no number has.
 */
final class PlainNumber {

    /** As many digits always fit a long. */
    private static final int LONG_DIGITS = 18;

    private PlainNumber() {}

    /** The place behind the number that begins there; -1 if none does. */
    static int end(byte[] json, int from) {
        int at = json[from] == '-' ? from + 1 : from;
        int fraction = json[at] == '0' ? at + 1 : digits(json, at);
        if (fraction < 0 || (json[fraction] != '.' && (json[fraction] | 0x20) != 'e')) {
            return fraction;
        }
        int exponent = json[fraction] == '.' ? digits(json, fraction + 1) : fraction;
        if (exponent < 0 || (json[exponent] | 0x20) != 'e') {
            return exponent;
        }
        byte sign = json[exponent + 1];
        return digits(json, sign == '-' || sign == '+' ? exponent + 2 : exponent + 1);
    }

    private static int digits(byte[] json, int from) {
        int at = from;
        while (json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at > from ? at : -1;
    }

    /** The number of those bytes, as {@link NumberValue#ofText} has it. */
    static NumberValue value(byte[] json, int start, int end, boolean wholeIsInt) {
        int point = -1;
        boolean whole = true; // no digit but zero in the fraction
        for (int i = start; i < end; i++) {
            byte b = json[i];
            if (b == '.') {
                point = i;
            } else if (b > '9') { // an exponent
                return NumberValue.ofText(text(json, start, end), wholeIsInt);
            } else if (point >= 0 && b != '0') {
                whole = false;
            }
        }
        if (point < 0) {
            int digits = end - start - (json[start] == '-' ? 1 : 0);
            return new NumberValue(json, start, end, digits <= SqlLimits.DIGITS);
        }
        return whole && wholeIsInt
                ? NumberValue.ofText(text(json, start, end), true)
                : new NumberValue(json, start, end, false);
    }

    /** What {@link BigDecimal} makes of the text; null where that must be asked itself. */
    static @Nullable BigDecimal decimal(byte[] json, int start, int end) {
        if (end - start > LONG_DIGITS) {
            return null;
        }
        long unscaled = 0;
        int point = end;
        for (int i = start; i < end; i++) {
            byte b = json[i];
            if (b >= '0' && b <= '9') {
                unscaled = 10 * unscaled + b - '0';
            } else if (b == '.') {
                point = i + 1;
            } else if (b != '-') {
                return null;
            }
        }
        return BigDecimal.valueOf(json[start] == '-' ? -unscaled : unscaled, end - point);
    }

    /** Those bytes as characters. */
    static String text(byte[] json, int start, int end) {
        return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
