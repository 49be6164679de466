/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.value.Work;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that runs in time linear in its input (RE2), so that no message can hang the
 * engine. What only a backtracking engine can run - looking ahead or behind, references back - is
 * refused by name. Immutable; any thread.
 */
final class Regex {

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads an expression.
     *
     * @return null if it is not valid
     * @throws EvaluationException of kind UNSUPPORTED_REGEX if Java would run it, but not in linear
     *     time or bounded memory
     */
    static @Nullable Regex compile(String expression) {
        if (expression.length() > SqlLimits.REGEX_LENGTH) {
            return null;
        }
        if (expression.contains("\\Q")) {
            throw refusal(expression, "quote with \\ before each character instead of \\Q...\\E");
        }
        long size = RegexSize.estimate(expression);
        if (size > SqlLimits.REGEX_SIZE) {
            throw refusal(expression, "its counts come to too many steps when written out");
        }
        try {
            return new Regex(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            if (isJava(expression)) {
                throw refusal(
                        expression,
                        "looking ahead or behind, references back and possessive quantifiers"
                                + " cannot be run in bounded time");
            }
            return null;
        }
    }

    /** Steps that are fair for compiling it. */
    static long costToCompile(String expression) {
        return expression.length() > SqlLimits.REGEX_LENGTH
                ? 1
                : 20 + 10 * Math.min(RegexSize.estimate(expression), SqlLimits.REGEX_SIZE);
    }

    /** The first match, or null. */
    @Nullable String find(String text, Work work) {
        Matcher matcher = pattern.matcher(metered(text, work));
        return matcher.find() ? text.substring(matcher.start(), matcher.end()) : null;
    }

    /** With all matches replaced; null if the replacement is not valid. */
    @Nullable String replace(String text, String replacement, Work work) {
        Matcher matcher = pattern.matcher(metered(text, work));
        StringBuilder replaced = new StringBuilder();
        try {
            while (matcher.find()) {
                matcher.appendReplacement(replaced, replacement);
                Work.requireLength(replaced.length());
                work.read(replacement.length());
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null; // a group that there is not
        }
        return matcher.appendTail(replaced).toString();
    }

    private MeteredText metered(String text, Work work) {
        return new MeteredText(text, pattern.programSize(), work);
    }

    private static boolean isJava(String expression) {
        try {
            java.util.regex.Pattern.compile(expression);
            return true;
        } catch (java.util.regex.PatternSyntaxException e) {
            return false;
        }
    }

    private static EvaluationException refusal(String expression, String reason) {
        String shown = expression.length() > 40 ? expression.substring(0, 40) + "..." : expression;
        return new EvaluationException(
                EvaluationFailure.Kind.UNSUPPORTED_REGEX,
                "the regular expression '" + shown + "' is not supported: " + reason);
    }

    /** Pays for each character that is read with the size of the expression. */
    private static final class MeteredText implements CharSequence {

        private static final long UNITS_PER_STEP = SqlLimits.REGEX_WORK / SqlLimits.STEPS;

        private final String text;
        private final int size;
        private final Work work;
        private long units;

        MeteredText(String text, int size, Work work) {
            this.text = text;
            this.size = size;
            this.work = work;
        }

        @Override
        public char charAt(int index) {
            units += size;
            if (units >= UNITS_PER_STEP) {
                work.spend(units / UNITS_PER_STEP);
                units %= UNITS_PER_STEP;
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            work.read((long) end - start);
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
