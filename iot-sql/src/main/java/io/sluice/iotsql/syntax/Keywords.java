/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import java.util.Locale;
import java.util.Set;

/** Words that are no field names, except behind a dot or AS. */
final class Keywords {

    private static final Set<String> RESERVED =
            Set.of(
                    "select", "from", "where", "as", "and", "or", "not", "in", "exists", "case",
                    "when", "then", "else", "end", "true", "false", "null");

    private Keywords() {}

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toLowerCase(Locale.ROOT));
    }
}
