/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which environment variable stands for which key: the path in upper snake case, {@code
 * ROUTES_0_STREAM} for {@code routes[0].stream}. Names are without the common prefix.
 */
final class VariableNames {

    private static final Pattern INDEX = Pattern.compile("(\\d{1,4})_(.*)");

    private final Class<?> root;

    VariableNames(Class<?> root) {
        this.root = root;
    }

    /** The key's steps from the root, names and numbers of list entries; empty if there is none. */
    Optional<List<Object>> resolve(String variable) {
        return resolve(root, variable);
    }

    /** The existing variable that is most like the given one. */
    Optional<String> nearest(String variable) {
        Matcher index = Pattern.compile("_(\\d{1,4})_").matcher(variable);
        String number = index.find() ? index.group(1) : "0";
        return NearestName.to(variable, all(root, "", number));
    }

    /** Whether the name begins with a section or list, so that it can hardly mean another thing. */
    boolean isBelowSection(String variable) {
        return Setting.of(root).stream()
                .filter(setting -> setting.shape() != Setting.Shape.VALUE)
                .anyMatch(
                        setting ->
                                variable.equals(setting.variable())
                                        || variable.startsWith(setting.variable() + "_"));
    }

    private static Optional<List<Object>> resolve(Class<?> type, String variable) {
        for (Setting setting : Setting.of(type)) {
            String name = setting.variable();
            if (setting.shape() == Setting.Shape.VALUE) {
                if (variable.equals(name)) {
                    return Optional.of(List.of(setting.name()));
                }
            } else if (variable.startsWith(name + "_")) {
                Optional<List<Object>> below =
                        below(setting, variable.substring(name.length() + 1));
                if (below.isPresent()) {
                    return below;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Object>> below(Setting setting, String rest) {
        if (setting.shape() == Setting.Shape.SECTION) {
            return resolve(setting.type(), rest).map(steps -> steps(setting.name(), steps));
        }
        Matcher index = INDEX.matcher(rest);
        if (!index.matches()) {
            return Optional.empty();
        }
        return resolve(setting.type(), index.group(2))
                .map(steps -> steps(Integer.valueOf(index.group(1)), steps))
                .map(steps -> steps(setting.name(), steps));
    }

    private static List<Object> steps(Object first, List<Object> further) {
        List<Object> steps = new ArrayList<>();
        steps.add(first);
        steps.addAll(further);
        return steps;
    }

    private static List<String> all(Class<?> type, String prefix, String number) {
        List<String> names = new ArrayList<>();
        for (Setting setting : Setting.of(type)) {
            String name = prefix + setting.variable();
            switch (setting.shape()) {
                case VALUE -> names.add(name);
                case SECTION -> names.addAll(all(setting.type(), name + "_", number));
                case LIST -> names.addAll(all(setting.type(), name + "_" + number + "_", number));
            }
        }
        return names;
    }
}
