/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes topics of bytes, and the same string of the same bytes, and remembers whether they are
 * wanted: devices publish to few topics, many times. Bounded; of the topics that want the same few
 * places the latest ones have them. For one thread.
 */
final class TopicMemory {

    /** A power of two. */
    private static final int PLACES = 2048;

    /** How many of them a topic may be in, one behind the other. */
    private static final int CHOICE = 4;

    /** Longer ones are not remembered: 2,048 topics of 65,535 bytes would be too much. */
    static final int MOST_BYTES = 256;

    private final @Nullable Known[] known = new @Nullable Known[PLACES];

    /** Which of the places is given up next. */
    private int oldest;

    private static final class Known {

        private final byte[] bytes;
        private final String topic;
        private @Nullable Wanted asked;
        private boolean wanted;

        Known(byte[] bytes) {
            this.bytes = bytes;
            this.topic = new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The topic whose UTF-8 bytes these are. */
    String topic(byte[] bytes, int at, int length) {
        return length > MOST_BYTES
                ? new String(bytes, at, length, StandardCharsets.UTF_8)
                : known(bytes, at, length).topic;
    }

    /** Whether messages of that topic are wanted, as {@code wanted} says; asked once. */
    boolean isWanted(byte[] bytes, int at, int length, Wanted wanted) {
        if (length > MOST_BYTES) {
            return wanted.isWanted(topic(bytes, at, length), null);
        }
        Known known = known(bytes, at, length);
        if (known.asked != wanted) {
            known.wanted = wanted.isWanted(known.topic, null);
            known.asked = wanted;
        }
        return known.wanted;
    }

    private Known known(byte[] bytes, int at, int length) {
        int first = place(bytes, at, length);
        for (int i = 0; i < CHOICE; i++) {
            int place = first + i & PLACES - 1;
            Known there = known[place];
            if (there == null) {
                return remember(place, bytes, at, length);
            }
            if (Arrays.equals(bytes, at, at + length, there.bytes, 0, there.bytes.length)) {
                return there;
            }
        }
        oldest = (oldest + 1) % CHOICE;
        return remember(first + oldest & PLACES - 1, bytes, at, length);
    }

    private Known remember(int place, byte[] bytes, int at, int length) {
        Known topic = new Known(Arrays.copyOfRange(bytes, at, at + length));
        known[place] = topic;
        return topic;
    }

    /** Eight bytes at a time: every lane does this for every message. */
    private static int place(byte[] bytes, int at, int length) {
        long hash = length;
        int end = at + length;
        if (length >= Long.BYTES) {
            for (int i = at; i < end - Long.BYTES; i += Long.BYTES) {
                hash = mixed(hash ^ Bytes.longAt(bytes, i));
            }
            hash = mixed(hash ^ Bytes.longAt(bytes, end - Long.BYTES));
        } else {
            for (int i = at; i < end; i++) {
                hash = mixed(hash ^ bytes[i]);
            }
        }
        return (int) hash & PLACES - 1;
    }

    /** Every bit of the number goes into the low ones, which are used. */
    private static long mixed(long number) {
        long product = number * 0x9E3779B97F4A7C15L;
        return product ^ product >>> Integer.SIZE;
    }
}
