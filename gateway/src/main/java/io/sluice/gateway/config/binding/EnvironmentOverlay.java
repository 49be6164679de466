/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays environment variables over the tree of the file. A variable that is set to nothing counts as
 * not set, as shells and Compose files mean it. Confined to the thread that loads.
 */
final class EnvironmentOverlay {

    private final String prefix;
    private final Set<String> notSettings;
    private final Problems problems;

    /**
     * @param prefix of every variable that is a setting: {@code SLUICE_}
     * @param notSettings variables with that prefix which are not settings
     */
    EnvironmentOverlay(String prefix, Set<String> notSettings, Problems problems) {
        this.prefix = prefix;
        this.notSettings = notSettings;
        this.problems = problems;
    }

    /** Changes the tree. */
    void apply(Class<?> type, Node.Mapping root, Map<String, String> environment) {
        VariableNames names = new VariableNames(type);
        List<Assignment> assignments = new ArrayList<>();
        environment.forEach(
                (variable, value) -> {
                    if (variable.startsWith(prefix)
                            && !notSettings.contains(variable)
                            && !value.isEmpty()) {
                        String rest = variable.substring(prefix.length());
                        Optional<List<Object>> path = names.resolve(rest);
                        path.ifPresent(p -> assignments.add(new Assignment(variable, p, value)));
                        if (path.isEmpty()) {
                            reportIfMeant(names, variable, rest);
                        }
                    }
                });
        assignments.sort(Comparator.comparing(Assignment::inOrder));
        assignments.forEach(assignment -> assign(root, assignment));
        fallBack(type, root, environment);
    }

    private record Assignment(String variable, List<Object> path, String value) {
        /** Entries of lists by number, so that a list grows from its start. */
        String inOrder() {
            StringBuilder order = new StringBuilder();
            for (Object step : path) {
                order.append(step instanceof Integer i ? String.format("%09d", i) : step)
                        .append('.');
            }
            return order.toString();
        }
    }

    /** Variables of other programs may begin alike; only what resembles a key is reported. */
    private void reportIfMeant(VariableNames names, String variable, String rest) {
        Optional<String> meant = names.nearest(rest);
        if (meant.isPresent()) {
            problems.add(
                    variable,
                    "unknown environment variable; did you mean " + prefix + meant.get() + "?",
                    "");
        } else if (names.isBelowSection(rest)) {
            problems.add(
                    variable,
                    "unknown environment variable; no key has this name, see the reference of the"
                            + " configuration, or unset it",
                    "");
        }
    }

    private void assign(Node.Mapping root, Assignment assignment) {
        String origin = "set by " + assignment.variable();
        Node at = root;
        List<Object> path = assignment.path();
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            boolean listBelow = !last && path.get(i + 1) instanceof Integer;
            Node fresh;
            if (last) {
                fresh = new Node.Scalar(assignment.value(), origin);
            } else {
                fresh = listBelow ? Node.Sequence.empty(origin) : Node.Mapping.empty(origin);
            }
            if (at instanceof Node.Mapping mapping && path.get(i) instanceof String key) {
                Node present = mapping.entries().get(key);
                if (last || present == null || present.isNull()) {
                    mapping.entries().put(key, fresh);
                }
                at = last ? fresh : mapping.entries().getOrDefault(key, fresh);
            } else if (at instanceof Node.Sequence sequence
                    && path.get(i) instanceof Integer index) {
                if (index > sequence.items().size()) {
                    problems.add(
                            assignment.variable(),
                            "there is no entry "
                                    + (index - 1)
                                    + " before it; entries count from 0 without gaps",
                            "");
                    return;
                }
                if (index == sequence.items().size()) {
                    sequence.items().add(fresh);
                }
                at = sequence.items().get(index);
            } else {
                return; // the file has another shape here, which the binder reports
            }
        }
    }

    private static void fallBack(
            Class<?> type, Node.Mapping node, Map<String, String> environment) {
        for (Setting setting : Setting.of(type)) {
            Node present = node.entries().get(setting.name());
            boolean absent = present == null || present.isNull();
            if (setting.shape() == Setting.Shape.SECTION) {
                Node below = absent ? Node.Mapping.empty("") : present;
                if (below instanceof Node.Mapping mapping) {
                    fallBack(setting.type(), mapping, environment);
                    if (absent && !mapping.entries().isEmpty()) {
                        node.entries().put(setting.name(), mapping);
                    }
                }
            } else if (absent) {
                setting.fallbacks().stream()
                        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                        .findFirst()
                        .ifPresent(
                                name ->
                                        node.entries()
                                                .put(
                                                        setting.name(),
                                                        new Node.Scalar(
                                                                environment.get(name),
                                                                "set by " + name)));
            }
        }
    }
}
