/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Valid values in place of refused ones: a key's default, else nothing, else its example. */
final class StandIns {

    private StandIns() {}

    static @Nullable Object of(Setting setting) {
        return switch (setting.shape()) {
            case SECTION -> section(setting.type());
            case LIST -> List.of(section(setting.type()));
            case VALUE -> value(setting);
        };
    }

    /** Builds the record with the values; if it still refuses, with nothing but stand-ins. */
    static Object builtOrAllStandIns(Class<?> type, Map<String, @Nullable Object> values) {
        try {
            return Records.build(type, values);
        } catch (InvalidSettings stillRefused) {
            return section(type);
        }
    }

    private static Object section(Class<?> type) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Setting setting : Setting.of(type)) {
            values.put(setting.name(), of(setting));
        }
        return Records.build(type, values);
    }

    private static @Nullable Object value(Setting setting) {
        String text = setting.defaultText();
        if (text == null && !setting.nullable()) {
            text = setting.example();
            if (text == null) {
                throw new IllegalStateException(
                        setting.name() + " needs a @Default, an @Example or @Nullable");
            }
        }
        return text == null ? null : ValueReaders.read(setting.type(), text);
    }
}
