/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that members lately had, so that the same names in message after message are not made
 * anew. Of fixed size: another name takes the place of one it meets, so payloads with ever new
 * names cost what they would without it. Any thread.
 */
final class NameTable {

    private static final int PLACES = 1024;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    /** A longer name, as JSON, is not kept. */
    private static final int LENGTH = 64;

    // names cannot change, so that a race does no more harm than to lose one of them
    private final @Nullable Name[] names = new @Nullable Name[PLACES];

    /**
     * The name that stands there with its quotes, without an escape and of valid UTF-8; there are
     * eight bytes behind it.
     */
    Name name(byte[] json, int start, int end) {
        if (end - start > LENGTH) {
            return new Name(Arrays.copyOfRange(json, start, end));
        }
        int place = place(json, start, end);
        Name name = names[place];
        if (name == null || !Arrays.equals(name.json(), 0, name.json().length, json, start, end)) {
            name = new Name(Arrays.copyOfRange(json, start, end));
            names[place] = name;
        }
        return name;
    }

    private static int place(byte[] json, int start, int end) {
        int length = end - start;
        long hash = length;
        int at = start;
        for (; at + JsonWord.BYTES <= end; at += JsonWord.BYTES) {
            hash = (hash ^ JsonWord.at(json, at)) * MIXER;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ JsonWord.first(JsonWord.at(json, at), end - at)) * MIXER;
        return (int) ((hash ^ hash << 32) >>> SHIFT);
    }
}
