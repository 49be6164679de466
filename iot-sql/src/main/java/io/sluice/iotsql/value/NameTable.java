/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that members lately had, so that the same names in message after message are not made
 * anew. Of fixed size: another name takes the place of one it meets, so payloads with ever new
 * names cost what they would without it. Any thread.
 */
final class NameTable {

    private static final int PLACES = 1024;

    /** A longer name is not kept. */
    private static final int LENGTH = 64;

    // entries cannot change, so that a race does no more harm than to lose one of them
    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    /** The name that these bytes of valid UTF-8 are. */
    String name(byte[] json, int start, int end) {
        if (end - start > LENGTH) {
            return new String(json, start, end - start, StandardCharsets.UTF_8);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + json[i];
        }
        int place = (hash ^ hash >>> 10) & PLACES - 1;
        Entry entry = entries[place];
        if (entry == null || !entry.is(json, start, end)) {
            entry = new Entry(Arrays.copyOfRange(json, start, end));
            entries[place] = entry;
        }
        return entry.name;
    }

    private static final class Entry {
        private final byte[] bytes;
        private final String name;

        Entry(byte[] bytes) {
            this.bytes = bytes;
            this.name = new String(bytes, StandardCharsets.UTF_8);
        }

        boolean is(byte[] json, int start, int end) {
            return Arrays.equals(bytes, 0, bytes.length, json, start, end);
        }
    }
}
