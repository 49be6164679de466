/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a number as JSON writes it (RFC 8259, section 6). The bytes must end with eight
 * zeros, which no number has.
 */
final class PlainNumber {

    /** As many digits always fit a long. */
    private static final int LONG_DIGITS = 18;

    private PlainNumber() {}

    /** The place behind the whole part, with its sign, that begins there; -1 if none does. */
    static int wholeEnd(byte[] json, int from) {
        int at = json[from] == '-' ? from + 1 : from;
        return json[at] == '0' ? at + 1 : digitsEnd(json, at);
    }

    /** The place behind a fraction that may begin there; -1 if a point alone does. */
    static int fractionEnd(byte[] json, int from) {
        return json[from] == '.' ? digitsEnd(json, from + 1) : from;
    }

    /** The place behind an exponent that may begin there; -1 if an E alone does. */
    static int exponentEnd(byte[] json, int from) {
        if (json[from] != 'e' && json[from] != 'E') {
            return from;
        }
        byte sign = json[from + 1];
        return digitsEnd(json, sign == '-' || sign == '+' ? from + 2 : from + 1);
    }

    private static int digitsEnd(byte[] json, int from) {
        int at = from;
        int digits;
        do {
            digits = JsonWord.digits(JsonWord.at(json, at));
            at += digits;
        } while (digits == JsonWord.BYTES);
        return at > from ? at : -1;
    }

    /** Whether there are no digits there but zeros. */
    static boolean isZero(byte[] json, int start, int end) {
        int at = start;
        while (at < end && json[at] == '0') {
            at++;
        }
        return at == end;
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
