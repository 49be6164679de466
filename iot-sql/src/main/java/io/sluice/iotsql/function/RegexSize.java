/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates what an expression comes to when its counts are written out, as the engine does: {@code
 * (a{100}){100}} has ten thousand parts. Estimates too much rather than too little.
 */
final class RegexSize {

    /** More than any bound. */
    private static final long TOO_MUCH = 1L << 40;

    private static final int DEEPEST = 200;

    private final String expression;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sequence;
    private long last;

    private RegexSize(String expression) {
        this.expression = expression;
    }

    static long estimate(String expression) {
        // quoted parts could hide a bracket
        return expression.contains("\\Q") ? TOO_MUCH : new RegexSize(expression).walk();
    }

    private long walk() {
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            switch (c) {
                case '\\' -> {
                    at++;
                    // a class such as \p{Greek} is one part, but a large one
                    part(4);
                }
                case '[' -> {
                    skipClass();
                    part(4);
                }
                case '(' -> open();
                case ')' -> close();
                case '{' -> count();
                default -> part(1);
            }
            if (sequence >= TOO_MUCH || outer.size() > DEEPEST) {
                return TOO_MUCH;
            }
        }
        long total = sequence;
        while (!outer.isEmpty()) {
            total += outer.pop();
        }
        return total;
    }

    private void part(long size) {
        last = size;
        sequence += size;
    }

    private void open() {
        outer.push(sequence);
        sequence = 2;
    }

    private void close() {
        long group = sequence;
        sequence = outer.isEmpty() ? 0 : outer.pop();
        part(group);
    }

    /** Repeats the last part as often as the larger number of a count says. */
    private void count() {
        long times = 0;
        long largest = 0;
        int end = at;
        while (end < expression.length() && isCount(expression.charAt(end))) {
            char c = expression.charAt(end++);
            times = c == ',' ? 0 : Math.min(times * 10 + c - '0', 1L << 20);
            largest = Math.max(largest, times);
        }
        if (end == at || end == expression.length() || expression.charAt(end) != '}') {
            part(1); // a bracket that means itself
            return;
        }
        // an open count, as in {5,}, has one more part
        long repeated = Math.min(TOO_MUCH, last * (largest + 1));
        sequence = Math.min(TOO_MUCH, sequence + repeated);
        last = repeated;
        at = end + 1;
    }

    private static boolean isCount(char c) {
        return c == ',' || (c >= '0' && c <= '9');
    }

    private void skipClass() {
        if (at < expression.length() && expression.charAt(at) == '^') {
            at++;
        }
        boolean first = true;
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '[' && at < expression.length() && expression.charAt(at) == ':') {
                int end = expression.indexOf(":]", at);
                at = end < 0 ? at : end + 2;
            } else if (c == ']' && !first) {
                return;
            }
            first = false;
        }
    }
}
