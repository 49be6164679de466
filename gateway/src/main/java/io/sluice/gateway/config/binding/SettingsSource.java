/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Settings as text: a YAML document and the environment, which goes before it.
 *
 * @param yaml the document; may be empty
 * @param environment all variables
 * @param prefix of the variables that are settings: {@code SLUICE_}
 * @param notSettings variables with that prefix which are something else
 */
public record SettingsSource(
        String yaml, Map<String, String> environment, String prefix, Set<String> notSettings) {

    /** Copies the map and the set. */
    public SettingsSource {
        environment = Map.copyOf(environment);
        notSettings = Set.copyOf(notSettings);
    }

    /**
     * Binds the settings to a record.
     *
     * @param <T> the record
     * @throws YamlSyntaxException if the document is not YAML, or not a mapping
     * @throws Refused if anything else is wrong
     */
    public <T extends Record> T bind(Class<T> type) {
        return bind(type, written -> {});
    }

    /**
     * Binds the settings to a record, after somebody has filled in what is not written.
     *
     * @param <T> the record
     * @throws YamlSyntaxException if the document is not YAML, or not a mapping
     * @throws Refused if anything else is wrong
     */
    public <T extends Record> T bind(Class<T> type, Consumer<SettingsTree> filling) {
        Problems problems = new Problems();
        Node.Mapping root = new YamlReader(problems).read(yaml);
        new EnvironmentOverlay(prefix, notSettings, problems).apply(type, root, environment);
        filling.accept(new SettingsTree(root));
        T bound = new Binder(problems).bind(type, root);
        if (!problems.lines().isEmpty()) {
            throw new Refused(problems.lines());
        }
        return bound;
    }

    /** The settings cannot be used. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        Refused(List<String> problems) {
            super(String.join("\n", problems));
            this.problems = List.copyOf(problems);
        }

        /** Every problem: key, value, remedy, and where it was written. */
        public List<String> problems() {
            return problems;
        }
    }

    /** Without the values, which may be secret. */
    @Override
    public String toString() {
        return "SettingsSource[" + prefix + "*]";
    }
}
