/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Payloads by chance: JSON of every kind, and what is almost JSON. */
final class RandomJson {

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-0.0",
                    "0.0",
                    "1",
                    "1.0",
                    "10.0",
                    "-10.00",
                    "1e2",
                    "1E400",
                    "1E999",
                    "1E1000",
                    "1e-5",
                    "-1.5E+3",
                    "1E-2000",
                    "0.000",
                    "0e0",
                    "120.50",
                    "-21.5",
                    "0.05",
                    "123456789012345678",
                    "1234567890123456789",
                    "123456789012345678.0",
                    "1234567890123456789012345678901234",
                    "12345678901234567890123456789012345",
                    "1234567890123456789012345678901234.0",
                    "12345678901234567890123456789012345.0",
                    "0.1234567890123456789012345678901234567",
                    "1E999999999",
                    "1E99999999999",
                    "00",
                    "01",
                    "-",
                    "1.",
                    ".5",
                    "1.e2",
                    "1e",
                    "1e+",
                    "+1",
                    "-01",
                    "1.5.2",
                    "NaN");

    private static final List<String> STRINGS =
            List.of(
                    "",
                    "a",
                    "b",
                    "x",
                    "5",
                    "-1.5e1",
                    "1e-3",
                    "5.",
                    "temperature_c",
                    "1234567",
                    "12345678",
                    "123456789",
                    "long enough for more than two words",
                    "\u00E9",
                    "\u20AC",
                    "\uD83D\uDE00",
                    "1234567\u20AC",
                    "\uFFFD",
                    "\uFEFF",
                    "\u007F",
                    "\\\"",
                    "\\\\",
                    "\\/",
                    "\\b\\f\\n\\r\\t",
                    "\\u0041",
                    "\\u0000",
                    "\\u001f",
                    "\\ud83d\\ude00",
                    "\\ud83d",
                    "\\ude00",
                    "\\x",
                    "\\",
                    "\t",
                    "\u0000",
                    "\u2028");

    private static final List<String> NAMES =
            List.of(
                    "x",
                    "x",
                    "x",
                    "x",
                    "s",
                    "s",
                    "received",
                    "device",
                    "a",
                    "b",
                    "\\u0078",
                    "\u00E9",
                    "y",
                    "",
                    "batteri",
                    "battery_voltag",
                    "battery_voltage",
                    "battery_\u20AColtage",
                    "battery_voltage_of_the",
                    "n".repeat(61),
                    "n".repeat(62),
                    "n".repeat(63),
                    "n".repeat(70));

    private static final List<String> SPACE =
            List.of("", "", "", "", "", "", " ", "\n", "\r\t ", "\u00A0");

    private static final int[] DEPTHS = {30, 31, 32, 33, 34, 998, 999, 1_000, 1_001, 1_100};

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    // as most devices write it
    private final boolean compact;

    private RandomJson(long seed) {
        random = new Random(seed);
        compact = random.nextBoolean();
    }

    /** The payload of that seed. */
    static byte[] payload(long seed) {
        RandomJson json = new RandomJson(seed);
        if (json.random.nextInt(20) == 0) {
            json.deep();
        } else {
            json.space();
            json.any(json.random.nextInt(10) == 0 ? 0 : 5, 0);
            json.space();
        }
        byte[] bytes = json.out.toString().getBytes(StandardCharsets.UTF_8);
        return json.random.nextInt(3) == 0 ? json.withFault(bytes) : bytes;
    }

    private void deep() {
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        boolean objects = random.nextBoolean();
        out.append((objects ? "{\"x\":" : "[").repeat(depth))
                .append('1')
                .append((objects ? "}" : "]").repeat(depth));
    }

    /** A scalar if the kind is 0, by chance an object or array if not. */
    private void any(int kind, int depth) {
        switch (kind) {
            case 0, 1 -> scalar();
            case 2 -> list('[', ']', false, depth);
            default -> list('{', '}', true, depth);
        }
    }

    private void list(char first, char last, boolean named, int depth) {
        out.append(first);
        int count = random.nextInt(random.nextInt(8) == 0 ? 40 : 6);
        for (int i = 0; i < count; i++) {
            space();
            if (named) {
                out.append('"').append(name(i)).append('"');
                space();
                out.append(':');
                space();
            }
            any(random.nextInt(depth > 3 ? 2 : 5), depth + 1);
            space();
            out.append(i < count - 1 ? "," : "");
        }
        space();
        out.append(last);
    }

    private String name(int i) {
        return random.nextBoolean() ? one(NAMES) : one(NAMES) + random.nextInt(i + 1);
    }

    private void scalar() {
        switch (random.nextInt(6)) {
            case 0, 1 -> out.append(valid(one(NUMBERS)));
            case 2 -> out.append(random.nextInt(2_000) / 10.0);
            case 3, 4 -> out.append('"').append(valid(one(STRINGS))).append('"');
            default -> out.append(one(List.of("true", "false", "null")));
        }
    }

    /** What is not JSON would spoil nearly every payload, so it is seldom kept. */
    private String valid(String token) {
        boolean number = token.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        boolean suspect =
                (NUMBERS.contains(token) && !number)
                        || List.of("\\ud83d", "\\ude00", "\\x", "\\", "\t", "\u0000")
                                .contains(token);
        return suspect && random.nextInt(20) > 0 ? "7" : token;
    }

    private void space() {
        if (compact) {
            return;
        }
        String space = one(SPACE);
        out.append(space.equals("\u00A0") && random.nextInt(20) > 0 ? "" : space);
    }

    private byte[] withFault(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] faulty = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> faulty[at] = (byte) random.nextInt(256);
            case 1 -> faulty[at] = (byte) "\"\\{}[],:0.e-\0\u00C0".charAt(random.nextInt(14));
            case 2 -> faulty = Arrays.copyOf(bytes, at);
            default -> {
                faulty = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, faulty, at + 1, bytes.length - at);
                faulty[at] = (byte) (0x80 + random.nextInt(128));
            }
        }
        return faulty;
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
