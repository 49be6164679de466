/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.gateway.config.binding.SettingsSource;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Binds one settings record in a test, and sees to it that no key of it goes untested. */
final class RecordSettings {

    private RecordSettings() {}

    static <T extends Record> T bind(Class<T> type, String yaml) {
        return new SettingsSource(yaml, Map.of(), "SLUICE_", Set.of()).bind(type);
    }

    /** The problems of a text that must be refused. */
    static List<String> refusalsOf(Class<? extends Record> type, String yaml) {
        SettingsSource.Refused refused =
                catchThrowableOfType(SettingsSource.Refused.class, () -> bind(type, yaml));
        assertThat(refused).as("%s is refused", yaml).isNotNull();
        return refused.problems();
    }

    /**
     * Fails for each component, however deep, that has the same value in both: it was not set to
     * anything but its default.
     *
     * @param elsewhere components that exclude others, and have an assertion of their own
     */
    static void assertEveryKeyDiffers(Record defaults, Record changed, String... elsewhere) {
        assertThat(changed).hasSameClassAs(defaults);
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            if (List.of(elsewhere).contains(component.getName())) {
                continue;
            }
            Object before = valueOf(component, defaults);
            Object after = valueOf(component, changed);
            if (before instanceof Record section
                    && section.getClass().getPackage().equals(RecordSettings.class.getPackage())) {
                assertEveryKeyDiffers(section, (Record) Objects.requireNonNull(after));
            } else {
                assertThat(after)
                        .as(
                                "%s.%s is not tested with a value of its own",
                                defaults.getClass().getSimpleName(), component.getName())
                        .isNotEqualTo(before);
            }
        }
    }

    @org.jspecify.annotations.Nullable
    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
