/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes, at least 0. Written with a unit, powers of 1024: {@code 512B}, {@code 64KiB},
 * {@code 1GiB}; {@code KB}, {@code MB} and {@code GB} are read as powers of 1000.
 *
 * @param bytes the amount in bytes
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

    /**
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /** That many bytes. */
    public static DataSize ofBytes(long bytes) {
        return new DataSize(bytes);
    }

    /** That many KiB of 1,024 bytes. */
    public static DataSize ofKib(long kib) {
        return new DataSize(Math.multiplyExact(kib, 1L << 10));
    }

    /** That many MiB of 1,048,576 bytes. */
    public static DataSize ofMib(long mib) {
        return new DataSize(Math.multiplyExact(mib, 1L << 20));
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if the text is not a size; the message says what is expected
     */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long unit =
                    switch (matcher.group(2)) {
                        case "", "b" -> 1L;
                        case "kib" -> 1L << 10;
                        case "mib" -> 1L << 20;
                        case "gib" -> 1L << 30;
                        case "tib" -> 1L << 40;
                        case "kb" -> 1_000L;
                        case "mb" -> 1_000_000L;
                        case "gb" -> 1_000_000_000L;
                        case "tb" -> 1_000_000_000_000L;
                        default -> 0L;
                    };
            if (unit > 0) {
                try {
                    return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
                } catch (ArithmeticException e) {
                    throw new IllegalArgumentException("'" + text + "' is larger than 8 EiB", e);
                }
            }
        }
        throw new IllegalArgumentException(
                "'"
                        + text
                        + "' is not a size; write a number and a unit, such as 512B, 64KiB, 256MiB or 1GiB");
    }

    /** The amount as an {@code int}, for array lengths. */
    public int toIntExact() {
        return Math.toIntExact(bytes);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The amount in the largest power of 1024 that divides it, as {@link #parse} reads it. */
    @Override
    public String toString() {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        long amount = bytes;
        int unit = 0;
        while (amount != 0 && amount % 1024 == 0 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + units[unit];
    }
}
