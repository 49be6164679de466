/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes topics of bytes, and the same string of the same bytes: devices publish to few topics, many
 * times. Bounded; of two topics that want the same place the later one has it. For one thread.
 */
final class TopicMemory {

    /** A power of two. */
    private static final int PLACES = 2048;

    /** Longer ones are not remembered: 2,048 topics of 65,535 bytes would be too much. */
    static final int MOST_BYTES = 256;

    private final @Nullable Known[] known = new @Nullable Known[PLACES];

    private static final class Known {

        private final byte[] bytes;
        private final String topic;

        Known(byte[] bytes) {
            this.bytes = bytes;
            this.topic = new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The topic whose UTF-8 bytes these are. */
    String topic(byte[] bytes, int at, int length) {
        if (length > MOST_BYTES) {
            return new String(bytes, at, length, StandardCharsets.UTF_8);
        }
        int place = place(bytes, at, length);
        Known there = known[place];
        if (there == null
                || !Arrays.equals(bytes, at, at + length, there.bytes, 0, there.bytes.length)) {
            there = new Known(Arrays.copyOfRange(bytes, at, at + length));
            known[place] = there;
        }
        return there.topic;
    }

    private static int place(byte[] bytes, int at, int length) {
        int hash = length;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
