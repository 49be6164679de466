/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * A statement or template that cannot be read. The message is one line: what is wrong, where, what
 * was expected, and the piece of text.
 */
public final class SqlSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 24;

    private final int line;
    private final int column;
    private final String problem;
    private final String expected;

    /**
     * @param text the whole text
     * @param offset where in it the problem begins, in chars from 0
     * @param problem what is wrong, without a full stop
     * @param expected what was expected instead, or empty
     */
    public SqlSyntaxException(String text, int offset, String problem, String expected) {
        super(describe(text, offset, problem, expected));
        this.line = TextPosition.line(text, offset);
        this.column = TextPosition.column(text, offset);
        this.problem = problem;
        this.expected = expected;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column in that line, from 1, in chars. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** What was expected instead; empty if the problem says it all. */
    public String expected() {
        return expected;
    }

    private static String describe(String text, int offset, String problem, String expected) {
        StringBuilder message = new StringBuilder();
        message.append("line ").append(TextPosition.line(text, offset));
        message.append(", column ").append(TextPosition.column(text, offset));
        message.append(": ").append(problem);
        if (!expected.isEmpty()) {
            message.append("; expected ").append(expected);
        }
        int from = Math.min(Math.max(offset, 0), text.length());
        int until = Math.min(text.length(), from + SHOWN);
        if (from < until) {
            String piece = text.substring(from, until).replaceAll("\\s+", " ");
            message.append(", near '").append(piece);
            message.append(until < text.length() ? "...'" : "'");
        } else {
            message.append(", at the end");
        }
        return message.toString();
    }
}
