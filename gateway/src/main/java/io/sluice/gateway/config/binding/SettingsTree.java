/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that were written, before they are bound, for somebody who knows more: what is there
 * stays, what is not there can be filled in. Confined to the thread that loads.
 */
public final class SettingsTree {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private final Node.Mapping root;

    SettingsTree(Node.Mapping root) {
        this.root = root;
    }

    /**
     * Whether something is written there.
     *
     * @param path such as {@code aws.region} or {@code routes[0].stream}
     */
    public boolean has(String path) {
        Node node = at(path);
        return node != null && !node.isNull();
    }

    /** The value that is written there; null if there is none, or it is no single value. */
    public @Nullable String text(String path) {
        return at(path) instanceof Node.Scalar scalar ? scalar.text() : null;
    }

    /** How many entries a list has; 0 if it is not there. */
    public int size(String path) {
        return at(path) instanceof Node.Sequence sequence ? sequence.items().size() : 0;
    }

    /**
     * Writes a value where nothing is written; an entry that follows the last of a list is added.
     *
     * @param origin what a problem with it is told with, such as {@code from the stack sluice}
     */
    public void fill(String path, String value, String origin) {
        if (has(path)) {
            return;
        }
        List<Object> steps = steps(path);
        Node node = root;
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            Node fresh;
            if (last) {
                fresh = new Node.Scalar(value, origin);
            } else if (steps.get(i + 1) instanceof Integer) {
                fresh = Node.Sequence.empty(origin);
            } else {
                fresh = Node.Mapping.empty(origin);
            }
            Node next = last ? null : step(node, steps.get(i));
            if (next == null || next.isNull()) {
                put(node, steps.get(i), fresh);
                next = fresh;
            }
            node = next;
        }
    }

    /**
     * Binds one section alone.
     *
     * @throws SettingsSource.Refused if anything in it is wrong
     */
    public <T extends Record> T bind(String section, Class<T> type) {
        Problems problems = new Problems();
        Node.Mapping node =
                at(section) instanceof Node.Mapping found ? found : Node.Mapping.empty("");
        T bound = new Binder(problems).bind(type, node);
        if (!problems.lines().isEmpty()) {
            throw new SettingsSource.Refused(
                    problems.lines().stream().map(line -> section + "." + line).toList());
        }
        return bound;
    }

    private @Nullable Node at(String path) {
        Node node = root;
        for (Object step : steps(path)) {
            node = step(node, step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private static @Nullable Node step(Node node, Object step) {
        if (node instanceof Node.Mapping mapping && step instanceof String key) {
            return mapping.entries().get(key);
        }
        if (node instanceof Node.Sequence sequence
                && step instanceof Integer index
                && index < sequence.items().size()) {
            return sequence.items().get(index);
        }
        return null;
    }

    /** Where the file has another shape nothing is put, which the binder reports. */
    private static void put(Node node, Object step, Node value) {
        if (node instanceof Node.Mapping mapping && step instanceof String key) {
            mapping.entries().put(key, value);
        } else if (node instanceof Node.Sequence sequence
                && step instanceof Integer index
                && index == sequence.items().size()) {
            sequence.items().add(value);
        }
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            String index = matcher.group(2);
            steps.add(index == null ? matcher.group(1) : Integer.valueOf(index));
        }
        return steps;
    }
}
