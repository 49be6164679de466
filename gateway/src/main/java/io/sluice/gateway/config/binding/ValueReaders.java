/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import io.sluice.toolkit.DataSize;
import io.sluice.toolkit.Durations;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * From the text of one value to its type: the types of the table, enums by what their constants
 * print, and any type with a static {@code of(String)}.
 */
final class ValueReaders {

    private static final Map<Class<?>, Function<String, Object>> READERS =
            Map.of(
                    String.class, text -> text,
                    int.class, ValueReaders::wholeNumber,
                    Integer.class, ValueReaders::wholeNumber,
                    boolean.class, ValueReaders::trueOrFalse,
                    Boolean.class, ValueReaders::trueOrFalse,
                    Duration.class, Durations::parse,
                    DataSize.class, DataSize::parse,
                    Path.class, ValueReaders::path,
                    URI.class, ValueReaders::uri);

    private static final Class<?>[] STRING_ONLY = {String.class};

    private ValueReaders() {}

    static boolean canRead(Class<?> type) {
        return type.isEnum() || READERS.containsKey(type) || factory(type).isPresent();
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is not of that type; the message holds the value
     *     and the remedy
     */
    static Object read(Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        Function<String, Object> reader = READERS.get(type);
        return reader == null ? made(type, text) : reader.apply(text);
    }

    private static Optional<Method> factory(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("of"))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .filter(method -> Arrays.equals(method.getParameterTypes(), STRING_ONLY))
                .findFirst();
    }

    private static Object made(Class<?> type, String text) {
        try {
            return factory(type).orElseThrow().invoke(null, text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "'"
                        + text
                        + "' is not known; use "
                        + Arrays.stream(constants)
                                .map(Object::toString)
                                .collect(Collectors.joining(" or ")));
    }

    private static Object wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a whole number below 2147483648; write such as 500", e);
        }
    }

    private static Object trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is not true or false");
        };
    }

    private static Object path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; write a path, or leave the key out");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path", e);
        }
    }

    /** The message quotes nothing: what is not a URI may still hold a password. */
    private static Object uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "is not a URI ("
                            + e.getReason()
                            + "); write such as mqtt://HOST:PORT or https://HOST",
                    e);
        }
    }
}
