/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Finds the time of measurement in a reading's JSON without parsing all of it: this runs on the
 * threads of the local AWS, for each reading.
 */
final class ReadingTimestamp {

    /** There is none. */
    static final long NONE = Long.MIN_VALUE;

    private static final byte[] KEY = "\"ts\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHAPE =
            "0000-00-00T00:00:00.000Z\"".getBytes(StandardCharsets.US_ASCII);
    private static final int DATE_LENGTH = 10;

    private ReadingTimestamp() {}

    /**
     * The value of the first {@code "ts"} in [from, to), in milliseconds since the epoch; {@link
     * #NONE} if there is none of the form {@code 2026-11-01T00:00:00.000Z}.
     */
    static long millisIn(byte[] json, int from, int to) {
        for (int i = from; i <= to - KEY.length - SHAPE.length; i++) {
            if (isAt(KEY, json, i)) {
                return millis(json, i + KEY.length);
            }
        }
        return NONE;
    }

    private static boolean isAt(byte[] wanted, byte[] json, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (json[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static long millis(byte[] json, int at) {
        for (int i = 0; i < SHAPE.length; i++) {
            boolean digit = json[at + i] >= '0' && json[at + i] <= '9';
            if (SHAPE[i] == '0' ? !digit : json[at + i] != SHAPE[i]) {
                return NONE;
            }
        }
        long days;
        try {
            days =
                    LocalDate.of(
                                    number(json, at, 4),
                                    number(json, at + 5, 2),
                                    number(json, at + 8, 2))
                            .toEpochDay();
        } catch (java.time.DateTimeException e) {
            return NONE;
        }
        int time = at + DATE_LENGTH + 1;
        long seconds =
                days * 86_400
                        + number(json, time, 2) * 3_600L
                        + number(json, time + 3, 2) * 60L
                        + number(json, time + 6, 2);
        return seconds * 1_000 + number(json, time + 9, 3);
    }

    private static int number(byte[] json, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value * 10 + json[i] - '0';
        }
        return value;
    }
}
