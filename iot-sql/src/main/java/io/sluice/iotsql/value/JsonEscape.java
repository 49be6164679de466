/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/** The escapes that JSON demands in a string (RFC 8259, section 7). */
final class JsonEscape {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonEscape() {}

    /** Whether that character, or byte of UTF-8 from 0 to 255, needs one. */
    static boolean isNeeded(int c) {
        return c < 0x20 || c == '"' || c == '\\';
    }

    /** That of a character that needs one. */
    static String of(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> "\\u00" + HEX[c >> 4] + HEX[c & 15];
        };
    }
}
