/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of text into settings records, and reports everything that is wrong with it.
 *
 * <p>To find more than the first problem, a value that was refused is replaced by its default or
 * example and the binding goes on; verdicts that hang on a replaced value are not reported. What
 * comes out is therefore good only if no problem was reported. Confined to the thread that loads.
 */
final class Binder {

    private final Problems problems;

    Binder(Problems problems) {
        this.problems = problems;
    }

    /** A value, and whether something in it was replaced. */
    private record Bound(@Nullable Object value, boolean mended) {}

    /** Binds the whole tree. */
    <T extends Record> T bind(Class<T> type, Node.Mapping root) {
        return Objects.requireNonNull(type.cast(section(type, root, "").value()));
    }

    private Bound section(Class<?> type, Node.Mapping node, String path) {
        List<Setting> settings = Setting.of(type);
        new UnknownKeys(type, problems).report(settings, node, path);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Set<String> mended = new HashSet<>();
        for (Setting setting : settings) {
            Bound bound = bound(setting, node, Paths.child(path, setting.name()));
            values.put(setting.name(), bound.value());
            if (bound.mended()) {
                mended.add(setting.name());
            }
        }
        return new Bound(built(type, settings, values, mended, node, path), !mended.isEmpty());
    }

    /** Builds the record; if it refuses, reports why and builds it with stand-ins. */
    private Object built(
            Class<?> type,
            List<Setting> settings,
            Map<String, @Nullable Object> values,
            Set<String> mended,
            Node.Mapping node,
            String path) {
        try {
            return Records.build(type, values);
        } catch (InvalidSettings refused) {
            Set<String> refusedNow = new HashSet<>();
            for (Problem problem : refused.problems()) {
                if (!mended.contains(problem.component())
                        && problem.alsoAbout().stream().noneMatch(mended::contains)) {
                    problems.add(
                            Paths.child(path, problem.path()),
                            problem.text(),
                            origin(node, problem));
                }
                refusedNow.add(problem.component());
            }
            mended.addAll(refusedNow);
            for (Setting setting : settings) {
                if (refusedNow.contains(setting.name())) {
                    values.put(setting.name(), StandIns.of(setting));
                }
            }
            return StandIns.builtOrAllStandIns(type, values);
        }
    }

    private Bound bound(Setting setting, Node.Mapping parent, String path) {
        Node node = parent.entries().get(setting.name());
        if (node == null || node.isNull()) {
            return absent(setting, node, path);
        }
        return switch (setting.shape()) {
            case VALUE -> value(setting, node, path);
            case SECTION -> subsection(setting, node, path);
            case LIST -> list(setting, node, path);
        };
    }

    private Bound absent(Setting setting, @Nullable Node node, String path) {
        return switch (setting.shape()) {
            case VALUE -> absentValue(setting, node, path);
            case SECTION -> section(setting.type(), Node.Mapping.empty(""), path);
            case LIST -> new Bound(List.of(), false);
        };
    }

    private Bound absentValue(Setting setting, @Nullable Node node, String path) {
        if (setting.nullable() || setting.defaultText() != null) {
            return new Bound(StandIns.of(setting), false);
        }
        String such = "such as " + setting.example();
        if (node == null) {
            return mended(setting, path, "is missing; set it, " + fallback(setting) + such, "");
        }
        return mended(
                setting,
                path,
                "has no value; write it after the colon, "
                        + such
                        + " (in quotes if it begins with #)",
                node.origin());
    }

    private static String fallback(Setting setting) {
        return setting.fallbacks().isEmpty()
                ? ""
                : "or the environment variable " + setting.fallbacks().get(0) + ", ";
    }

    private Bound value(Setting setting, Node node, String path) {
        if (!(node instanceof Node.Scalar scalar) || scalar.text() == null) {
            return mended(
                    setting, path, "is " + node.kind() + "; write a single value", node.origin());
        }
        try {
            return new Bound(ValueReaders.read(setting.type(), scalar.text()), false);
        } catch (IllegalArgumentException e) {
            return mended(setting, path, String.valueOf(e.getMessage()), node.origin());
        }
    }

    private Bound subsection(Setting setting, Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            return section(setting.type(), mapping, path);
        }
        String first = Setting.of(setting.type()).get(0).name();
        return mended(
                setting,
                path,
                "is " + node.kind() + "; write its keys below it, such as " + first + ":",
                node.origin());
    }

    private Bound list(Setting setting, Node node, String path) {
        if (!(node instanceof Node.Sequence sequence)) {
            return mended(
                    setting,
                    path,
                    "is " + node.kind() + "; write a list, each entry after a dash",
                    node.origin());
        }
        List<Object> items = new ArrayList<>();
        boolean mended = false;
        for (Node item : sequence.items()) {
            String below = path + "[" + items.size() + "]";
            Bound bound = subsection(setting, item, below);
            mended |= bound.mended();
            items.add(bound.value());
        }
        return new Bound(items, mended);
    }

    private Bound mended(Setting setting, String path, String text, String origin) {
        problems.add(path, text, origin);
        return new Bound(StandIns.of(setting), true);
    }

    /** Where the refused value was written, as near as the tree knows. */
    private static String origin(Node.Mapping node, Problem problem) {
        Node at = node;
        for (String step : problem.path().split("[.\\[\\]]+", -1)) {
            Node below = null;
            if (at instanceof Node.Mapping mapping) {
                below = mapping.entries().get(step);
            } else if (at instanceof Node.Sequence sequence && !step.isEmpty()) {
                below = sequence.items().get(Integer.parseInt(step));
            }
            if (below == null) {
                return at == node ? "" : at.origin();
            }
            at = below;
        }
        return at.origin();
    }
}
