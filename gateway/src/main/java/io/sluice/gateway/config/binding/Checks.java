/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import io.sluice.toolkit.Durations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a settings record's constructor demands. Collects the problems, and throws them together at
 * {@link #done()}. Texts hold the value and the remedy. Not for several threads.
 */
public final class Checks {

    private final List<Problem> problems = new ArrayList<>();

    /**
     * Demands {@code ok}.
     *
     * @param key the key, from the record that is being built
     * @param problem the value and the remedy
     * @param alsoAbout other components of the record that the verdict hangs on
     */
    public Checks that(boolean ok, String key, String problem, String... alsoAbout) {
        if (!ok) {
            problems.add(new Problem(key, problem, List.of(alsoAbout)));
        }
        return this;
    }

    /** Demands at least {@code minimum}. */
    public <T extends Comparable<T>> Checks atLeast(String key, T value, T minimum) {
        return that(
                value.compareTo(minimum) >= 0,
                key,
                show(value) + " is below the minimum of " + show(minimum));
    }

    /**
     * Demands at most {@code maximum}.
     *
     * @param limit whose limit it is, with the number: {@code Firehose's limit of 500 per request}
     */
    public <T extends Comparable<T>> Checks atMost(String key, T value, T maximum, String limit) {
        return that(value.compareTo(maximum) <= 0, key, show(value) + " is above " + limit);
    }

    /** Demands a value from {@code minimum} to {@code maximum}, both allowed. */
    public <T extends Comparable<T>> Checks between(String key, T value, T minimum, T maximum) {
        atLeast(key, value, minimum);
        return atMost(key, value, maximum, "the maximum of " + show(maximum));
    }

    /** Demands whole seconds, for what travels as a number of seconds. */
    public Checks wholeSeconds(String key, Duration value) {
        return that(
                value.equals(value.truncatedTo(ChronoUnit.SECONDS)),
                key,
                show(value) + " is not whole seconds; write such as 30s");
    }

    /**
     * Demands that a text, if there is one, is an MQTT string: 1 to 65,535 bytes of UTF-8, no
     * U+0000 (MQTT 5 section 1.5.4).
     */
    public Checks mqttText(String key, @Nullable String value) {
        if (value == null) {
            return this;
        }
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        that(bytes > 0, key, "is empty; write a value, or leave the key out");
        that(bytes <= 65_535, key, bytes + " bytes are above MQTT's limit of 65,535");
        return that(
                value.indexOf('\0') < 0,
                key,
                "holds the character U+0000, which MQTT does not allow; remove it");
    }

    /** Demands that a file, if there is one, can be read now. */
    public Checks readableFile(String key, @Nullable Path file) {
        if (file == null || (Files.isRegularFile(file) && Files.isReadable(file))) {
            return this;
        }
        String why = "is not a file";
        if (!Files.exists(file)) {
            why = "does not exist";
        } else if (Files.isRegularFile(file)) {
            why = "may not be read";
        }
        return that(
                false,
                key,
                file
                        + " "
                        + why
                        + "; name a file that the gateway may read, from the working"
                        + " directory or with its full path");
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidSettings if anything was refused
     */
    public void done() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    private static String show(Object value) {
        return value instanceof Duration duration
                ? Durations.format(duration)
                : String.valueOf(value);
    }
}
