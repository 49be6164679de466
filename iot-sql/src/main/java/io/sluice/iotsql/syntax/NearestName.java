/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody most likely meant. */
final class NearestName {

    private static final int LONGEST = 40;

    private NearestName() {}

    /** The nearest of the names, if it is near: at most a third of its letters differ. */
    static Optional<String> of(String written, Collection<String> names) {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST) {
            return Optional.empty();
        }
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(lower, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return least <= Math.max(1, nearest.length() / 3) ? Optional.of(nearest) : Optional.empty();
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[right.length()];
    }
}
