/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/**
 * Where strings of JSON end that have no escape and are valid UTF-8 (The Unicode Standard, table
 * 3-7). The bytes must end with eight zeros, which no string has.
 */
final class PlainString {

    private PlainString() {}

    /** The place of the quote that ends the string whose content begins there; -1 if it is none. */
    static int end(byte[] json, int from) {
        int at = from;
        while (at >= 0) {
            int plain = JsonWord.plain(JsonWord.at(json, at));
            at += plain;
            if (plain < JsonWord.BYTES) {
                byte b = json[at];
                if (b == '"') {
                    return at;
                }
                at = b < 0 ? behind(json, at) : -1;
            }
        }
        return -1;
    }

    /** The place behind a character of several bytes; -1 if it is none. */
    private static int behind(byte[] json, int at) {
        int first = json[at] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        if (first < 0xE0) {
            return rest(json, at + 1, 1);
        }
        int second = json[at + 1] & 0xFF;
        boolean shortest =
                switch (first) {
                    case 0xE0 -> second >= 0xA0;
                    case 0xED -> second < 0xA0; // above are halves of surrogate pairs
                    case 0xF0 -> second >= 0x90;
                    case 0xF4 -> second < 0x90; // above is nothing
                    default -> true;
                };
        return shortest ? rest(json, at + 1, first < 0xF0 ? 2 : 3) : -1;
    }

    private static int rest(byte[] json, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if ((json[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return from + count;
    }
}
