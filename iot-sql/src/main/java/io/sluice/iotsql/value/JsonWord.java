/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

    /** The first so many bytes, fewer than 8, and zeros. */
    static long first(long word, int bytes) {
        return word & ((1L << (bytes << 3)) - 1);
    }
}
