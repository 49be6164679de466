/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The readings that are published, with their topics: JSON of exactly the size that is asked for,
 * which always measures the same.
 */
public final class SizedReadings {

    /** Matches the topics of all readings. */
    public static final String FILTER = "sensors/+/+";

    /** So many topics there are; their readings take turns. */
    public static final int DEVICES = 100;

    /** The topics' last level has so many values, each for an equal share of the readings. */
    public static final int KINDS = 8;

    /** The smallest reading, in bytes: it holds its stamp and a temperature. */
    public static final int LEAST_BYTES = 50;

    private static final String END = ",\"p\":\"\"}";

    private SizedReadings() {}

    /** Filters that match all topics between them, and none of them twice: one, or one a kind. */
    public static List<String> filters(int count) {
        return switch (count) {
            case 1 -> List.of(FILTER);
            case KINDS ->
                    IntStream.range(0, KINDS).mapToObj(kind -> "sensors/+/" + kind(kind)).toList();
            default -> throw new IllegalArgumentException("no " + count + " filters");
        };
    }

    /** The topic of a reading; all are of the same length. */
    public static String topic(int number) {
        int device = number % DEVICES;
        return String.format(Locale.ROOT, "sensors/device-%04d/%s", device, kind(device % KINDS));
    }

    private static String kind(int kind) {
        return "telemetry-" + kind;
    }

    /**
     * A JSON object that begins with a {@link Stamp}, has a temperature, and more of what sensors
     * say as far as there is room; the rest is filled up.
     *
     * @param bytes at least {@value #LEAST_BYTES}
     */
    public static byte[] payload(int number, int bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a reading has at least " + LEAST_BYTES + " bytes");
        }
        List<String> members =
                List.of(
                        "\"temperature\":21.5",
                        String.format(
                                Locale.ROOT, "\"device_id\":\"device-%04d\"", number % DEVICES),
                        "\"seq\":" + number / DEVICES,
                        "\"humidity\":48.25",
                        "\"pressure\":1013.2",
                        "\"battery\":3.71",
                        "\"status\":\"ok\"");
        StringBuilder json = new StringBuilder(bytes).append(Stamp.NEVER);
        for (String member : members) {
            if (json.length() + 1 + member.length() + END.length() <= bytes) {
                json.append(',').append(member);
            }
        }
        json.append(END);
        json.insert(json.length() - 2, "x".repeat(bytes - json.length()));
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
