/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that members lately had, so that the same names in message after message are not made
 * anew, and mostly are not even looked up: the same name follows. Of fixed size: another name takes
 * the place of one it meets, so payloads with ever new names cost what they would without it. Any
 * thread.
 */
final class NameTable {

    private static final int PLACES = 1024;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    /** A longer name, as JSON, is not kept. */
    private static final int LENGTH = 64;

    /** The place of names that are not kept, and of all that come from elsewhere. */
    static final int NOWHERE = PLACES;

    /** Objects nest no deeper, where names are looked up here. */
    private static final int DEPTH = 64;

    // names cannot change, so that a race does no more harm than to lose one of them
    private final @Nullable Name[] names = new @Nullable Name[PLACES];

    // for each place, and for each depth, that of the name that last came behind it: a guess
    private final short[] followers = new short[PLACES + DEPTH];

    /** What is before the first name of an object at that depth, 1 or more. */
    static int first(int depth) {
        return NOWHERE + depth;
    }

    /**
     * The name that stands there with its quotes, if it is the one that last came behind that
     * place; else null. There are eight zeros behind the payload.
     */
    @Nullable Name behind(int before, byte[] json, int start) {
        Name name = names[followers[before]];
        return name != null && name.stands(json, start) ? name : null;
    }

    /**
     * The name that stands there with its quotes, without an escape and of valid UTF-8; there are
     * eight zeros behind the payload.
     *
     * @param before the place of the name before it, or what is before the first
     */
    Name name(int before, byte[] json, int start, int end) {
        if (end - start > LENGTH) {
            return new Name(Arrays.copyOfRange(json, start, end), NOWHERE);
        }
        int place = place(json, start, end);
        Name name = names[place];
        if (name == null || !name.stands(json, start)) {
            name = new Name(Arrays.copyOfRange(json, start, end), place);
            names[place] = name;
        }
        followers[before] = (short) place;
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
