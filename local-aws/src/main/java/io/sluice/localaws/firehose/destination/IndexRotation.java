/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the name of an index goes on, by the arrival of a record in UTC.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Configure index rotation for Amazon OpenSearch
 * Service".
 */
public enum IndexRotation {
    /** The name as it is. */
    NO_ROTATION("NoRotation", ""),
    /** Another index each hour. */
    ONE_HOUR("OneHour", "-yyyy-MM-dd-HH"),
    /** Another index each day. */
    ONE_DAY("OneDay", "-yyyy-MM-dd"),
    /** Another index each week of ISO 8601. */
    ONE_WEEK("OneWeek", "-YYYY-'w'ww"),
    /** Another index each month. */
    ONE_MONTH("OneMonth", "-yyyy-MM");

    private final String word;
    private final DateTimeFormatter format;

    IndexRotation(String word, String pattern) {
        this.word = word;
        // weeks as ISO 8601 counts them, which UK does and ROOT does not
        this.format = DateTimeFormatter.ofPattern(pattern, Locale.UK).withZone(ZoneOffset.UTC);
    }

    /** The words of Firehose's API. */
    public static List<String> words() {
        return Arrays.stream(values()).map(rotation -> rotation.word).toList();
    }

    /** The rotation of a word of {@link #words}. */
    public static IndexRotation of(String word) {
        return Arrays.stream(values())
                .filter(rotation -> rotation.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    String nameFor(String index, Instant arrival) {
        return index + format.format(arrival);
    }
}
