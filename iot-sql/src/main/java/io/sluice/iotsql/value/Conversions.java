/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.SqlLimits;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The implicit conversions (AWS IoT Developer Guide, "Data types", "Conversions"). Null stands for
 * Undefined. There are none to Array, Object, Null or Undefined.
 */
public final class Conversions {

    private Conversions() {}

    /** As a Decimal: a number, or a string that AWS reads as one; else null. */
    public static @Nullable BigDecimal decimal(Value value) {
        if (value instanceof NumberValue number) {
            return number.decimal();
        }
        if (value instanceof StringValue string && isNumber(string.text())) {
            return NumberValue.ofText(string.text(), false).decimal();
        }
        return null;
    }

    /** As a Boolean: one, or a string true or false in any case; else null. */
    public static @Nullable Boolean bool(Value value) {
        if (value instanceof BooleanValue bool) {
            return bool == BooleanValue.TRUE;
        }
        if (value instanceof StringValue string && string.text().length() <= 5) {
            String text = string.text().toLowerCase(Locale.ROOT);
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? false : null;
        }
        return null;
    }

    /** As a String; null for Null and Undefined. Arrays and objects become JSON. */
    public static @Nullable String string(Value value, Work work) {
        String text =
                switch (value.kind()) {
                    case STRING -> ((StringValue) value).text();
                    case INT, DECIMAL -> ((NumberValue) value).json();
                    case BOOLEAN -> value == BooleanValue.TRUE ? "true" : "false";
                    case ARRAY, OBJECT -> JsonWriter.text(value, SqlLimits.VALUE_LENGTH);
                    case NULL, UNDEFINED -> null;
                };
        if (text != null) {
            work.read(text.length());
        }
        return text;
    }

    /** Whether it matches AWS's {@code ^-?\d+(\.\d+)?((?i)E-?\d+)?$}. */
    static boolean isNumber(String text) {
        int at = digits(text, text.startsWith("-") ? 1 : 0);
        if (at > 0 && at < text.length() && text.charAt(at) == '.') {
            at = digits(text, at + 1);
        }
        if (at > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at = digits(text, text.startsWith("-", at + 1) ? at + 2 : at + 1);
        }
        return at == text.length() && at > 0;
    }

    /** The end of the digits that begin there; -1 if none do. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > from ? at : -1;
    }
}
