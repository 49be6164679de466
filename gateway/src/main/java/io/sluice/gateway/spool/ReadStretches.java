/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of the log that were read last: lanes come by one close behind the other, and only
 * the first one reads the disk. Bounded; what is durable never changes, so neither does a stretch.
 * Any thread.
 */
final class ReadStretches {

    /** Larger ones hold one large record, and are given back to the collector with it. */
    static final int MOST_BYTES = 256 << 10;

    private static final int KEPT = 4;

    private final ArrayDeque<Stretch> latest = new ArrayDeque<>(KEPT);

    /** Bytes of the log, from where a record begins, or may begin where one is searched for. */
    static final class Stretch {

        private final long from;
        private final byte[] bytes;
        private final int length;

        /** All records from the first byte up to here are sound; a race checks some twice. */
        private volatile int soundTo;

        /**
         * @param from the position of the first one
         * @param length how many there are in the array
         */
        Stretch(long from, byte[] bytes, int length) {
            this.from = from;
            this.bytes = bytes;
            this.length = length;
        }

        /** Where in the array the byte of this position is. */
        int indexOf(long position) {
            return (int) (position - from);
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }

        boolean holds(long position, int count) {
            return position >= from && position + count <= from + length;
        }

        /** Whether the record that ends there was found sound before, by whichever lane. */
        boolean isKnownSound(int end) {
            return end <= soundTo;
        }

        /** A record was found sound. */
        void sound(int begin, int end) {
            if (begin == soundTo) {
                soundTo = end;
            }
        }
    }

    /** One that holds so many bytes from there on, or null. */
    synchronized @Nullable Stretch find(long position, int bytes) {
        for (Stretch stretch : latest) {
            if (stretch.holds(position, bytes)) {
                return stretch;
            }
        }
        return null;
    }

    /** Keeps it in place of the oldest one. */
    synchronized void keep(Stretch stretch) {
        if (stretch.bytes().length > MOST_BYTES) {
            return;
        }
        if (latest.size() == KEPT) {
            latest.removeLast();
        }
        latest.addFirst(stretch);
    }
}
