/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 200ms}, {@code 3s}, {@code 1.5h}, {@code 7d}; ISO 8601
 * ({@code PT3S}) too.
 */
public final class Durations {

    private static final Pattern SIMPLE =
            Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?\\s*(ns|us|ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if the text is not a duration; the message says what is
     *     expected
     */
    public static Duration parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        if (trimmed.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = SIMPLE.matcher(trimmed);
        if (matcher.matches()) {
            return ofUnits(matcher);
        }
        if (trimmed.startsWith("p")) {
            try {
                return Duration.parse(trimmed);
            } catch (java.time.DateTimeException e) {
                throw notADuration(text, e);
            }
        }
        throw notADuration(text, null);
    }

    /**
     * Writes a duration in the largest unit that divides it: {@code 90s}, {@code 2m}, {@code
     * 250ms}, {@code 0s}.
     */
    public static String format(Duration duration) {
        long nanos;
        try {
            nanos = duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.toDays() + "d";
        }
        if (nanos == 0) {
            return "0s";
        }
        for (Unit unit : Unit.LARGEST_FIRST) {
            if (nanos % unit.nanos == 0) {
                return nanos / unit.nanos + unit.suffix;
            }
        }
        return nanos + "ns";
    }

    private static Duration ofUnits(Matcher matcher) {
        long unit = Unit.of(matcher.group(3)).nanos;
        try {
            long nanos = Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
            String fraction = matcher.group(2);
            if (fraction != null) {
                nanos =
                        Math.addExact(
                                nanos, Math.round(Double.parseDouble("0." + fraction) * unit));
            }
            return Duration.ofNanos(nanos);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + matcher.group() + "' is longer than 292 years", e);
        }
    }

    private static IllegalArgumentException notADuration(
            String text, java.time.@org.jspecify.annotations.Nullable DateTimeException cause) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not a duration; write a number and a unit, such as 200ms, 3s, 5m, 1h or 7d",
                cause);
    }

    private enum Unit {
        NANOS("ns", 1L),
        MICROS("us", 1_000L),
        MILLIS("ms", 1_000_000L),
        SECONDS("s", 1_000_000_000L),
        MINUTES("m", 60_000_000_000L),
        HOURS("h", 3_600_000_000_000L),
        DAYS("d", 86_400_000_000_000L);

        private static final Unit[] LARGEST_FIRST = {
            DAYS, HOURS, MINUTES, SECONDS, MILLIS, MICROS, NANOS
        };

        private final String suffix;
        private final long nanos;

        Unit(String suffix, long nanos) {
            this.suffix = suffix;
            this.nanos = nanos;
        }

        private static Unit of(String suffix) {
            for (Unit unit : values()) {
                if (unit.suffix.equals(suffix)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("no such unit: " + suffix);
        }
    }
}
