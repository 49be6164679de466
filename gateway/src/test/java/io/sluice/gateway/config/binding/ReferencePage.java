/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import io.sluice.gateway.config.Secret;
import io.sluice.toolkit.DataSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the reference of a settings record as Markdown: a table for each section. */
final class ReferencePage {

    private static final Map<Class<?>, String> TYPES =
            Map.of(
                    String.class, "text",
                    Secret.class, "secret text",
                    int.class, "whole number",
                    Integer.class, "whole number",
                    boolean.class, "`true` or `false`",
                    Boolean.class, "`true` or `false`",
                    Duration.class, "duration",
                    DataSize.class, "size",
                    Path.class, "path",
                    URI.class, "URI");

    private final String prefix;
    private final StringBuilder page = new StringBuilder();

    ReferencePage(String prefix) {
        this.prefix = prefix;
    }

    /** The page: the introduction, and the tables of the record and what is below it. */
    static String of(Class<?> root, String prefix, String introduction) {
        ReferencePage reference = new ReferencePage(prefix);
        reference.page.append(introduction);
        reference.section(new Section("The top level", "", "", root, ""));
        return reference.page.toString();
    }

    private record Section(
            String title, String path, String variable, Class<?> type, String meaning) {}

    private void section(Section section) {
        page.append("\n## ").append(section.title()).append("\n\n");
        if (!section.meaning().isEmpty()) {
            page.append(section.meaning()).append("\n\n");
        }
        List<Section> below = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (Setting setting : Setting.of(section.type())) {
            String path = Paths.child(section.path(), setting.name());
            String variable = section.variable() + setting.variable();
            switch (setting.shape()) {
                case VALUE -> rows.append(row(setting, path, variable));
                case SECTION -> below.add(below(setting, path, variable + "_"));
                case LIST -> below.add(below(setting, path + "[n]", variable + "_n_"));
            }
        }
        if (rows.length() > 0) {
            page.append("| key | type | default | environment variable | meaning |\n")
                    .append("|---|---|---|---|---|\n")
                    .append(rows);
        }
        below.forEach(this::section);
    }

    private static Section below(Setting setting, String path, String variable) {
        return new Section("`" + path + "`", path, variable, setting.type(), setting.doc());
    }

    private String row(Setting setting, String path, String variable) {
        return "| `%s` | %s | %s | `%s` | %s |%n"
                .formatted(
                        path, type(setting), defaultOf(setting), prefix + variable, setting.doc())
                .replace(System.lineSeparator(), "\n");
    }

    private static String type(Setting setting) {
        if (setting.type().isEnum()) {
            return Arrays.stream(setting.type().getEnumConstants())
                    .map(constant -> "`" + constant + "`")
                    .collect(Collectors.joining(" or "));
        }
        return TYPES.getOrDefault(setting.type(), setting.type().getSimpleName());
    }

    private static String defaultOf(Setting setting) {
        if (setting.defaultText() != null) {
            return "`" + setting.defaultText() + "`";
        }
        if (setting.nullable()) {
            return "not set";
        }
        return "**required**"
                + setting.fallbacks().stream()
                        .map(name -> ", or `" + name + "`")
                        .collect(Collectors.joining())
                + "; such as `"
                + setting.example()
                + "`";
    }
}
