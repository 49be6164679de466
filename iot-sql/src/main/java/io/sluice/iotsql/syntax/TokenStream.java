/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.expression.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of a text, read forward with a look ahead, and the errors that come of them. */
final class TokenStream {

    private final String text;
    private final Lexer lexer;
    private final List<Token> ahead = new ArrayList<>();
    private int lastEnd;
    private int depth;
    private int regexes;

    TokenStream(String text, int from, SqlPolicy policy) {
        this.text = text;
        this.lexer = new Lexer(text, from, policy);
        this.lastEnd = from;
    }

    Token current() {
        return peek(0);
    }

    Token peek(int distance) {
        while (ahead.size() <= distance) {
            ahead.add(lexer.next());
        }
        return ahead.get(distance);
    }

    Token take() {
        Token token = current();
        ahead.remove(0);
        lastEnd = token.end();
        return token;
    }

    boolean acceptSymbol(String symbol) {
        boolean accepted = current().isSymbol(symbol);
        if (accepted) {
            take();
        }
        return accepted;
    }

    boolean acceptWord(String word) {
        boolean accepted = current().isWord(word);
        if (accepted) {
            take();
        }
        return accepted;
    }

    void expectSymbol(String symbol, String expected) {
        if (!acceptSymbol(symbol)) {
            throw unexpected(expected);
        }
    }

    void expectWord(String word, String expected) {
        if (!acceptWord(word)) {
            throw unexpected(expected);
        }
    }

    /** From there to the last token that was taken. */
    Span spanFrom(int start) {
        return new Span(start, Math.max(start, lastEnd));
    }

    String text() {
        return text;
    }

    /** Goes one level deeper; {@link #leave} must follow. */
    void enter() {
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw error(
                    current(),
                    "the expression nests deeper than " + SqlLimits.EXPRESSION_DEPTH + " levels",
                    "");
        }
    }

    void leave() {
        depth--;
    }

    /** Each holds a compiled expression for as long as the statement lives. */
    void countRegex(Token call) {
        if (++regexes > SqlLimits.REGEX_CALLS) {
            throw error(
                    call,
                    "there are more than " + SqlLimits.REGEX_CALLS + " regular expressions",
                    "");
        }
    }

    SqlSyntaxException unexpected(String expected) {
        Token token = current();
        String problem =
                token.type() == Token.Type.END
                        ? "the statement ends too soon"
                        : token.described() + " cannot stand here";
        if (token.type() == Token.Type.WORD && Keywords.isReserved(token.text())) {
            problem = "the keyword " + token.text().toUpperCase(Locale.ROOT) + " cannot stand here";
        }
        return error(token, problem, expected);
    }

    SqlSyntaxException error(Token token, String problem, String expected) {
        return error(token.start(), problem, expected);
    }

    SqlSyntaxException error(int offset, String problem, String expected) {
        return new SqlSyntaxException(text, offset, problem, expected);
    }
}
