/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.s3;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * A prefix for object names with expressions such as {@code !{timestamp:yyyy/MM/dd}}. All
 * timestamps of one evaluation are the same instant; every random string is new.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Understand custom prefixes for Amazon S3
 * objects".
 */
public final class ObjectPrefix {

    /** What Firehose puts behind a prefix that has no timestamp of its own; no slash before it. */
    static final String DEFAULT_TIMESTAMP = "!{timestamp:yyyy/MM/dd/HH/}";

    /** Longest prefix after evaluation, in characters. */
    public static final int MAX_EVALUATED_LENGTH = 512;

    private static final int RANDOM_STRING_LENGTH = 11;
    private static final String RANDOM_ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String OPEN = "!{";

    /**
     * What a prefix is evaluated for.
     *
     * @param arrival of the oldest record in the object, in the stream's time zone
     * @param errorOutputType what kind of failures the object holds; empty for none
     * @param keys the partition keys
     */
    private record Circumstances(
            ZonedDateTime arrival, String errorOutputType, PartitionKeys keys) {}

    /** A piece of the prefix. */
    private interface Part {
        String evaluate(Circumstances circumstances);
    }

    private final List<Part> parts = new ArrayList<>();
    private boolean expressions;
    private boolean timestamps;
    private boolean errorOutputType;
    private final List<Function<PartitionKeys, String>> partition = new ArrayList<>();

    private ObjectPrefix() {}

    /**
     * Reads the prefix of an S3 destination; where it has no timestamp, the default one is
     * appended.
     *
     * @throws IllegalArgumentException if an expression is malformed, unknown or out of place
     */
    public static ObjectPrefix parse(String text) {
        ObjectPrefix prefix = new ObjectPrefix();
        prefix.read(text);
        if (prefix.errorOutputType) {
            throw new IllegalArgumentException(
                    "Prefix may not contain !{firehose:error-output-type}");
        }
        if (!prefix.timestamps) {
            boolean byUser = prefix.expressions;
            prefix.read(DEFAULT_TIMESTAMP);
            prefix.expressions = byUser;
        }
        return prefix;
    }

    /**
     * Reads an error output prefix; without expressions, the type of error and the default
     * timestamp are appended.
     *
     * @throws IllegalArgumentException if it has expressions and none of them is the type of error
     */
    public static ObjectPrefix parseErrorPrefix(String text) {
        ObjectPrefix prefix = new ObjectPrefix();
        prefix.read(text);
        if (!prefix.partition.isEmpty()) {
            throw new IllegalArgumentException("ErrorOutputPrefix may not contain partition keys");
        }
        if (prefix.expressions && !prefix.errorOutputType) {
            throw new IllegalArgumentException(
                    "ErrorOutputPrefix with expressions must contain !{firehose:error-output-type}");
        }
        if (!prefix.expressions) {
            prefix.read("!{firehose:error-output-type}/");
        }
        if (!prefix.timestamps) {
            prefix.read(DEFAULT_TIMESTAMP);
        }
        return prefix;
    }

    /** Whether the user wrote any expression. */
    public boolean hasExpressions() {
        return expressions;
    }

    /** Whether there are partition keys in it, and which values of which kind. */
    public boolean hasPartitionKeys() {
        return !partition.isEmpty();
    }

    /**
     * The values of the partition keys that are in the prefix: equal ones belong into one object.
     *
     * @return the values; empty if one of them is missing or empty
     */
    public Optional<List<String>> partition(PartitionKeys keys) {
        List<String> values = partition.stream().map(key -> key.apply(keys)).toList();
        return values.contains("") ? Optional.empty() : Optional.of(values);
    }

    /** The prefix for an object whose oldest record arrived then, in the stream's time zone. */
    public String evaluate(ZonedDateTime arrival) {
        return evaluate(new Circumstances(arrival, "", PartitionKeys.NONE));
    }

    /** The same for an object of one partition. */
    public String evaluate(ZonedDateTime arrival, PartitionKeys keys) {
        return evaluate(new Circumstances(arrival, "", keys));
    }

    /** The same for an object of failures of one type. */
    public String evaluate(ZonedDateTime arrival, String type) {
        return evaluate(new Circumstances(arrival, type, PartitionKeys.NONE));
    }

    private String evaluate(Circumstances circumstances) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.evaluate(circumstances));
        }
        return text.toString();
    }

    private void read(String text) {
        int from = 0;
        int open;
        while ((open = text.indexOf(OPEN, from)) >= 0) {
            literal(text.substring(from, open));
            int close = text.indexOf('}', open);
            if (close < 0 || text.substring(open + OPEN.length(), close).contains(OPEN)) {
                throw new IllegalArgumentException(
                        "'!{' begins an expression that does not end: " + text.substring(open));
            }
            expression(text.substring(open + OPEN.length(), close));
            from = close + 1;
        }
        literal(text.substring(from));
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(circumstances -> text);
        }
    }

    private void expression(String expression) {
        expressions = true;
        int colon = expression.indexOf(':');
        String namespace = colon < 0 ? expression : expression.substring(0, colon);
        String value = colon < 0 ? "" : expression.substring(colon + 1);
        switch (namespace) {
            case "timestamp" -> {
                timestamps = true;
                DateTimeFormatter format = DateTimeFormatter.ofPattern(value, Locale.ENGLISH);
                parts.add(circumstances -> format.format(circumstances.arrival()));
            }
            case "firehose" -> firehose(value);
            case "partitionKeyFromQuery" ->
                    partitionKey(keys -> keys.fromQuery().getOrDefault(value, ""));
            case "partitionKeyFromLambda" ->
                    partitionKey(keys -> keys.fromFunction().getOrDefault(value, ""));
            default ->
                    throw new IllegalArgumentException(
                            "!{" + expression + "} is not a known expression");
        }
    }

    private void partitionKey(Function<PartitionKeys, String> key) {
        partition.add(key);
        parts.add(circumstances -> key.apply(circumstances.keys()));
    }

    private void firehose(String value) {
        switch (value) {
            case "random-string" -> parts.add(circumstances -> randomString());
            case "error-output-type" -> {
                errorOutputType = true;
                parts.add(Circumstances::errorOutputType);
            }
            default ->
                    throw new IllegalArgumentException(
                            "!{firehose:" + value + "} is not a known expression");
        }
    }

    private static String randomString() {
        StringBuilder text = new StringBuilder(RANDOM_STRING_LENGTH);
        for (int i = 0; i < RANDOM_STRING_LENGTH; i++) {
            text.append(
                    RANDOM_ALPHABET.charAt(
                            ThreadLocalRandom.current().nextInt(RANDOM_ALPHABET.length())));
        }
        return text.toString();
    }
}
