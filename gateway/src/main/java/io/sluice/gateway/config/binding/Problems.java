/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong so far, as lines for the user. Confined to the thread that loads. */
public final class Problems {

    private final List<String> lines = new ArrayList<>();

    /** Adds a line: key, text, and where it was written if that is known. */
    void add(String path, String text, String origin) {
        lines.add(path + ": " + text + (origin.isEmpty() ? "" : " (" + origin + ")"));
    }

    /** The lines, in the order in which they were found. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
