/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.SqlSyntaxException;

/** Cuts a statement into tokens, one at a time: what follows the end of a template is not read. */
final class Lexer {

    private static final String TWO_CHARACTERS = "<> <= >= !=";
    private static final String SYMBOLS = "()[]{},.:*/%+-=<>";

    private final String text;
    private final SqlPolicy policy;
    private int at;

    Lexer(String text, int from, SqlPolicy policy) {
        this.text = text;
        this.at = from;
        this.policy = policy;
    }

    Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            return new Token(Token.Type.END, "", text.length(), text.length());
        }
        char c = text.charAt(at);
        if (isNameStart(c)) {
            return word(Token.Type.WORD, at);
        }
        if (c == '@') {
            return variable();
        }
        if (isDigit(c)) {
            return number();
        }
        if (c == '\'' || c == '"') {
            return string(c);
        }
        return symbol(c);
    }

    private Token word(Token.Type type, int from) {
        int start = at;
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        at = end;
        return new Token(type, text.substring(from, end), start, end);
    }

    private Token variable() {
        Token variable = word(Token.Type.VARIABLE, at + 1);
        if (variable.text().isEmpty()) {
            throw error(variable.start(), "a variable has no name", "a letter, digit or _ after @");
        }
        if (variable.text().length() > SqlLimits.VARIABLE_NAME_LENGTH) {
            throw error(
                    variable.start(),
                    "the name of a variable has more than "
                            + SqlLimits.VARIABLE_NAME_LENGTH
                            + " characters",
                    "");
        }
        return variable;
    }

    private Token number() {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            requireDigits(start, "a digit after the decimal point");
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            requireDigits(start, "a digit in the exponent");
        }
        if (at < text.length() && isNamePart(text.charAt(at))) {
            throw error(
                    start,
                    "a name cannot begin with a digit",
                    "a number, or get(object, \"name\") for such a field");
        }
        return new Token(Token.Type.NUMBER, withoutLeadingZeros(start), start, at);
    }

    private String withoutLeadingZeros(int start) {
        int from = start;
        while (from + 1 < at && text.charAt(from) == '0' && isDigit(text.charAt(from + 1))) {
            from++;
        }
        return text.substring(from, at);
    }

    private void requireDigits(int start, String expected) {
        int from = at;
        digits();
        if (at == from) {
            throw error(start, "a number is not complete", expected);
        }
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private Token string(char quote) {
        int start = at;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(value);
            } else if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return new Token(Token.Type.STRING, value.toString(), start, at);
            }
        }
        throw error(start, "a string has no end", "a closing " + quote);
    }

    /** Behind a backslash. */
    private void escape(StringBuilder value) {
        char c = text.charAt(at++);
        if (c == '\'' || c == '"') {
            value.append(c);
            return;
        }
        if (policy.escapes() == SqlPolicy.Escapes.QUOTE_ONLY) {
            value.append('\\').append(c);
            return;
        }
        int known = "\\/bfnrt".indexOf(c);
        if (known >= 0) {
            value.append("\\/\b\f\n\r\t".charAt(known));
        } else if (c == 'u' && at + 4 <= text.length() && isHex(text.substring(at, at + 4))) {
            value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
        } else {
            value.append('\\').append(c);
        }
    }

    private Token symbol(char c) {
        int start = at;
        if (at + 1 < text.length()) {
            String two = text.substring(at, at + 2);
            if (two.equals("!=")) {
                throw error(start, "there is no operator !=", "<>");
            }
            if (two.indexOf(' ') < 0 && TWO_CHARACTERS.contains(two)) {
                at += 2;
                return new Token(Token.Type.SYMBOL, two, start, at);
            }
        }
        if (SYMBOLS.indexOf(c) < 0) {
            throw error(start, "the character " + c + " means nothing here", hint(c));
        }
        at++;
        return new Token(Token.Type.SYMBOL, String.valueOf(c), start, at);
    }

    private static String hint(char c) {
        return switch (c) {
            case '\u2013', '\u2014', '\u2212' -> "-, the plain minus sign";
            case '\u2018', '\u2019', '\u201C', '\u201D' -> "' or \", the plain quotes";
            case '!' -> "NOT or <>";
            case '&' -> "AND";
            case '|' -> "OR, or + to join strings";
            case '`' -> "get(*, \"name\") for a field with such a name";
            case '$' -> "get(*, \"name\") for a field with such a name";
            case ';' -> "nothing: a rule has one statement";
            default -> "a name, a literal or an operator";
        };
    }

    private static boolean isHex(String digits) {
        return digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    private SqlSyntaxException error(int offset, String problem, String expected) {
        return new SqlSyntaxException(text, offset, problem, expected);
    }
}
