/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import io.sluice.iotsql.SqlSyntaxException;

/** Shows where a statement cannot be read. */
final class SyntaxProblem {

    private SyntaxProblem() {}

    /**
     * What is wrong, and below it the line of the text with a caret under the place.
     *
     * @param what was read, such as {@code --sql}
     */
    static String describe(String what, String text, SqlSyntaxException problem) {
        String line = text.split("\n", -1)[problem.line() - 1].replace("\r", "");
        int before = Math.min(problem.column() - 1, line.length());
        // a tab stays a tab, so that the caret is below the place however wide it is
        String indent = line.substring(0, before).replaceAll("[^\t]", " ");
        return what + ": " + problem.getMessage() + "\n  " + line + "\n  " + indent + "^";
    }
}
