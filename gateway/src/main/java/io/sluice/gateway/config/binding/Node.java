/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of the settings' text that is not bound yet. Mappings and sequences grow while the
 * environment is laid over them. Confined to the thread that loads.
 */
interface Node {

    /** Where it was written, for the reader of a problem: {@code line 12}; empty if nobody did. */
    String origin();

    /** What it is, for the reader of a problem: {@code a mapping}. */
    String kind();

    /** Whether there is nothing behind the key. */
    default boolean isNull() {
        return false;
    }

    /** A single value; null where the file has a key with nothing behind it. */
    record Scalar(@Nullable String text, String origin) implements Node {
        @Override
        public String kind() {
            return "a single value";
        }

        @Override
        public boolean isNull() {
            return text == null;
        }
    }

    /** Keys and what is behind them, in the order of the file. */
    record Mapping(Map<String, Node> entries, String origin) implements Node {
        static Mapping empty(String origin) {
            return new Mapping(new LinkedHashMap<>(), origin);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, String origin) implements Node {
        static Sequence empty(String origin) {
            return new Sequence(new ArrayList<>(), origin);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }
}
