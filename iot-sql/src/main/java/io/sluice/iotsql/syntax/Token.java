/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

/**
 * A word, sign or literal of a statement.
 *
 * @param type what it is
 * @param text its text; of a string without quotes and escapes, of a variable without its {@code @}
 * @param start its first character in the statement, from 0
 * @param end behind its last
 */
record Token(Type type, String text, int start, int end) {

    enum Type {
        WORD,
        VARIABLE,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return type == Type.WORD && text.equalsIgnoreCase(word);
    }

    /** As an error message names it. */
    String described() {
        return switch (type) {
            case END -> "the end";
            case STRING -> "a string";
            case VARIABLE -> "@" + text;
            default -> "'" + text + "'";
        };
    }
}
