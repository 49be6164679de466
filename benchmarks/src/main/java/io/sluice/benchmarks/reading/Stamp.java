/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.reading;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When a reading was published, in microseconds since 1970: the member {@code at}, which is the
 * first one of each reading and has 16 digits. Publisher and stand-in for Firehose are on one
 * machine, and so is their clock.
 */
public final class Stamp {

    /** The beginning of a reading that has no time yet. */
    static final String NEVER = "{\"at\":1000000000000000";

    /** What {@link #read} says where there is no time. */
    public static final long NONE = -1;

    private static final byte[] PREFIX = {'{', '"', 'a', 't', '"', ':'};
    private static final int DIGITS = 16;
    private static final long NEVER_MICROS = 1_000_000_000_000_000L;

    private Stamp() {}

    /** The time now, in microseconds since 1970. */
    public static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    }

    /** Writes a time into a reading that begins at {@code at}. */
    public static void write(byte[] target, int at, long micros) {
        long left = micros;
        for (int i = at + PREFIX.length + DIGITS - 1; i >= at + PREFIX.length; i--) {
            target[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /** Copies the time of one reading into another one. */
    public static void copy(byte[] from, int fromAt, byte[] to, int toAt) {
        System.arraycopy(from, fromAt + PREFIX.length, to, toAt + PREFIX.length, DIGITS);
    }

    /**
     * Reads the time of what begins at {@code at} and ends before {@code end}, or {@link #NONE}.
     */
    public static long read(byte[] from, int at, int end) {
        if (end - at < PREFIX.length + DIGITS) {
            return NONE;
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (from[at + i] != PREFIX[i]) {
                return NONE;
            }
        }
        long micros = 0;
        for (int i = at + PREFIX.length; i < at + PREFIX.length + DIGITS; i++) {
            int digit = from[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            micros = 10 * micros + digit;
        }
        return micros == NEVER_MICROS ? NONE : micros;
    }
}
