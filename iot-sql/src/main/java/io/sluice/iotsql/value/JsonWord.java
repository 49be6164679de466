/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes of JSON at once, the first of them lowest. Whoever reads them sees to it that there
 * are eight.
 */
final class JsonWord {

    /** How many bytes a word has. */
    static final int BYTES = Long.BYTES;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long ZERO_DIGITS = '0' * ONES;
    private static final long ABOVE_NINE = (0x80 - 10) * ONES;

    private JsonWord() {}

    /** The bytes from that place. */
    static long at(byte[] json, int place) {
        return (long) WORDS.get(json, place);
    }

    /**
     * How many bytes from the first on are ASCII that stands in a string as it is; 8 if all are.
     */
    static int plain(long word) {
        // a difference below zero borrows from the bytes above, which come later
        long other =
                (word | (word - SPACES) | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES))
                        & HIGH;
        return Long.numberOfTrailingZeros(other) >>> 3;
    }

    /** How many bytes from the first on are digits; 8 if all are. */
    static int digits(long word) {
        // what carries into the bytes above is none itself, and they come later
        long value = word ^ ZERO_DIGITS;
        return Long.numberOfTrailingZeros((value | (value + ABOVE_NINE)) & HIGH) >>> 3;
    }

    /** All bytes as words, the last of which has one to eight of them, and zeros. */
    static long[] of(byte[] bytes) {
        byte[] whole = Arrays.copyOf(bytes, (bytes.length + BYTES - 1) / BYTES * BYTES);
        long[] words = new long[whole.length / BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = at(whole, i * BYTES);
        }
        return words;
    }

    /** The first so many bytes, and zeros. */
    static long first(long word, int bytes) {
        return bytes == BYTES ? word : word & ((1L << (bytes << 3)) - 1);
    }
}
