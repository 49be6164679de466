/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key, as a record's component and its annotations describe it.
 *
 * @param name the component's and the key's
 * @param type of the component, for a list of its elements
 * @param shape what is behind the key
 * @param nullable whether the key may be left out without there being a value
 * @param doc the text of {@link Doc}
 * @param defaultText the text of {@link Default}
 * @param example the text of {@link Example}
 * @param fallbacks the names of {@link FallbackVariable}
 */
record Setting(
        String name,
        Class<?> type,
        Shape shape,
        boolean nullable,
        String doc,
        @Nullable String defaultText,
        @Nullable String example,
        List<String> fallbacks) {

    private static final ClassValue<List<Setting>> OF_RECORDS =
            new ClassValue<>() {
                @Override
                protected List<Setting> computeValue(Class<?> record) {
                    return Arrays.stream(record.getRecordComponents()).map(Setting::of).toList();
                }
            };

    /** What is behind a key. */
    enum Shape {
        /** One value. */
        VALUE,
        /** A record of further keys. */
        SECTION,
        /** A list of records. */
        LIST
    }

    /** The keys of a settings record, in its order. */
    static List<Setting> of(Class<?> record) {
        return OF_RECORDS.get(record);
    }

    /** The part that the key contributes to the name of an environment variable. */
    String variable() {
        return Paths.variable(name);
    }

    private static Setting of(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(component + " has no @Doc");
        }
        Class<?> type = component.getType();
        Shape shape = ValueReaders.canRead(type) ? Shape.VALUE : Shape.SECTION;
        if (type == List.class) {
            ParameterizedType list = (ParameterizedType) component.getGenericType();
            type = (Class<?>) list.getActualTypeArguments()[0];
            shape = Shape.LIST;
        }
        Default defaultText = annotation(component, Default.class);
        Example example = annotation(component, Example.class);
        FallbackVariable fallback = annotation(component, FallbackVariable.class);
        return new Setting(
                component.getName(),
                type,
                shape,
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                doc.value(),
                defaultText == null ? null : defaultText.value(),
                example == null ? null : example.value(),
                fallback == null ? List.of() : List.of(fallback.value()));
    }

    private static <A extends Annotation> @Nullable A annotation(
            RecordComponent component, Class<A> type) {
        return component.getAnnotation(type);
    }
}
