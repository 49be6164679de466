/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a text with {@code ${expression}} parts. */
public final class TemplateParser {

    /**
     * A piece of a template.
     *
     * @param text what stands there as it is; empty for an expression
     * @param expression what is evaluated there; null for a text
     */
    public record Piece(String text, @Nullable Expression expression) {}

    private TemplateParser() {}

    /**
     * Reads a template.
     *
     * @throws SqlSyntaxException if an expression cannot be read
     */
    public static List<Piece> parse(String text, Dialect dialect) {
        if (text.length() > SqlLimits.STATEMENT_LENGTH) {
            throw new SqlSyntaxException(
                    text,
                    0,
                    "the template has more than " + SqlLimits.STATEMENT_LENGTH + " characters",
                    "");
        }
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("${", at);
            int until = open < 0 ? text.length() : open;
            if (until > at) {
                pieces.add(new Piece(text.substring(at, until), null));
            }
            if (open < 0) {
                break;
            }
            TokenStream tokens = new TokenStream(text, open + 2, dialect.policy());
            Expression expression = new ExpressionParser(tokens, dialect).expression();
            if (!tokens.current().isSymbol("}")) {
                throw tokens.unexpected("an operator or '}'");
            }
            pieces.add(new Piece("", expression));
            at = tokens.current().end();
        }
        return pieces;
    }
}
