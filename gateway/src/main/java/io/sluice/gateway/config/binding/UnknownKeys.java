/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reports the keys of a section that mean nothing, with what may have been meant. */
final class UnknownKeys {

    private final Class<?> record;
    private final Problems problems;

    UnknownKeys(Class<?> record, Problems problems) {
        this.record = record;
        this.problems = problems;
    }

    void report(List<Setting> known, Node.Mapping node, String path) {
        Set<String> names = new TreeSet<>(known.stream().map(Setting::name).toList());
        node.entries()
                .forEach(
                        (key, value) -> {
                            if (!names.contains(key)) {
                                problems.add(
                                        Paths.child(path, key),
                                        "unknown key; " + remedy(key, names, path),
                                        value.origin());
                            }
                        });
    }

    private String remedy(String key, Set<String> names, String path) {
        Optional<String> meant = NearestName.to(key, names);
        if (meant.isEmpty()) {
            meant = below(record, key);
        }
        return meant.map(name -> "did you mean " + Paths.child(path, name) + "?")
                .orElse("known here: " + String.join(", ", names));
    }

    /** The key in a section below, where it was written one level too high. */
    private static Optional<String> below(Class<?> type, String key) {
        for (Setting setting : Setting.of(type)) {
            if (setting.shape() == Setting.Shape.SECTION) {
                for (Setting inner : Setting.of(setting.type())) {
                    if (inner.name().equals(key)) {
                        return Optional.of(Paths.child(setting.name(), key));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
