/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.SelectItem;
import io.sluice.iotsql.expression.Selection;
import io.sluice.iotsql.value.Name;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands behind SELECT: {@code [VALUE] item {, item}}. */
final class SelectionParser {

    private final TokenStream tokens;
    private final Dialect dialect;

    SelectionParser(TokenStream tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Selection selection() {
        boolean value = isValueKeyword();
        if (value) {
            tokens.take();
        }
        List<SelectItem> items = new ArrayList<>();
        do {
            if (value && !items.isEmpty()) {
                throw tokens.error(
                        tokens.current(), "SELECT VALUE takes one item", "FROM, WHERE or the end");
            }
            items.add(value ? valueItem() : item());
        } while (tokens.acceptSymbol(","));
        return new Selection(value, items);
    }

    /** {@code value} may also be a field: it is the keyword if an expression follows. */
    private boolean isValueKeyword() {
        if (!tokens.current().isWord("VALUE")) {
            return false;
        }
        Token next = tokens.peek(1);
        return switch (next.type()) {
            case STRING, NUMBER, VARIABLE -> true;
            case WORD ->
                    !Keywords.isReserved(next.text())
                            || List.of("case", "not", "exists", "true", "false", "null")
                                    .contains(next.text().toLowerCase(java.util.Locale.ROOT));
            case SYMBOL ->
                    List.of("(", "[", "{").contains(next.text())
                            || (next.isSymbol("*") && endsSelection(tokens.peek(2)));
            case END -> false;
        };
    }

    private static boolean endsSelection(Token token) {
        return token.type() == Token.Type.END
                || token.isWord("FROM")
                || token.isWord("WHERE")
                || token.isSymbol(")");
    }

    private SelectItem valueItem() {
        if (isStar()) {
            tokens.take();
            return SelectItem.STAR;
        }
        return new SelectItem(expression(), List.of());
    }

    private SelectItem item() {
        if (isStar()) {
            tokens.take();
            return SelectItem.STAR;
        }
        Expression expression = expression();
        if (tokens.acceptWord("AS")) {
            return new SelectItem(expression, alias());
        }
        String name = expression.name();
        if (name != null) {
            return new SelectItem(expression, List.of(new Name(name)));
        }
        String text = expression.span().of(tokens.text());
        if (dialect.policy().unnamed() == SqlPolicy.Unnamed.REFUSED) {
            throw tokens.error(
                    expression.span().start(), "an expression has no name", "AS and a name");
        }
        return new SelectItem(expression, List.of(new Name(text)));
    }

    private boolean isStar() {
        return tokens.current().isSymbol("*");
    }

    private Expression expression() {
        return new ExpressionParser(tokens, dialect).expression();
    }

    private List<Name> alias() {
        List<Name> names = new ArrayList<>();
        do {
            if (tokens.current().type() != Token.Type.WORD) {
                throw tokens.unexpected("a name of letters, digits and _");
            }
            if (names.size() == SqlLimits.EXPRESSION_DEPTH) {
                throw tokens.error(
                        tokens.current(),
                        "the name has more than " + SqlLimits.EXPRESSION_DEPTH + " levels",
                        "");
            }
            names.add(new Name(tokens.take().text()));
        } while (tokens.acceptSymbol("."));
        return names;
    }
}
