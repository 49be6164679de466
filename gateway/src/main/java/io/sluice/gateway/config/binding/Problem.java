/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.List;

/**
 * One thing that is wrong with the settings.
 *
 * @param path the key, from the record that was checked: {@code batch.maxRecords}
 * @param text the value and the remedy, without the path; never a secret
 * @param alsoAbout other keys of the same record that the verdict hangs on
 */
public record Problem(String path, String text, List<String> alsoAbout) {

    /** Copies the list. */
    public Problem {
        alsoAbout = List.copyOf(alsoAbout);
    }

    /** The component of the record under which the path lies. */
    String component() {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return path.substring(0, end);
    }

    @Override
    public String toString() {
        return path + ": " + text;
    }
}
