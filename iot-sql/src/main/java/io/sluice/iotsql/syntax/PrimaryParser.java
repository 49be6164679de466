/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.expression.ArrayLiteral;
import io.sluice.iotsql.expression.CaseExpression;
import io.sluice.iotsql.expression.Cast;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.FieldReference;
import io.sluice.iotsql.expression.Literal;
import io.sluice.iotsql.expression.MemberAccess;
import io.sluice.iotsql.expression.ObjectLiteral;
import io.sluice.iotsql.expression.Selection;
import io.sluice.iotsql.expression.Subquery;
import io.sluice.iotsql.expression.VariableReference;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what operators join: literals, names, calls, parentheses, arrays, objects, CASE, CAST. */
final class PrimaryParser {

    private static final String EXPRESSION = "a field, a literal, a function or a parenthesis";

    private final TokenStream tokens;
    private final Dialect dialect;

    PrimaryParser(TokenStream tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Expression primary() {
        Token token = tokens.current();
        return switch (token.type()) {
            case NUMBER -> number();
            case STRING -> literal(new StringValue(token.text()));
            case VARIABLE -> variable();
            case WORD -> word(token);
            case SYMBOL -> symbol(token);
            case END -> throw tokens.unexpected(EXPRESSION);
        };
    }

    private Expression number() {
        String text = tokens.current().text();
        return literal(NumberValue.ofText(text, !dialect.isFirstVersion()));
    }

    private Expression literal(Value value) {
        Token token = tokens.take();
        return new Literal(tokens.spanFrom(token.start()), value);
    }

    private Expression variable() {
        Token token = tokens.current();
        int index = dialect.variables().indexOf(token.text());
        if (index < 0) {
            String known =
                    dialect.variables().isEmpty()
                            ? "SET @" + token.text() + " = ... in front of SELECT"
                            : "one of @" + String.join(", @", dialect.variables());
            throw tokens.error(token, "the variable @" + token.text() + " is not set", known);
        }
        tokens.take();
        return new VariableReference(tokens.spanFrom(token.start()), token.text(), index);
    }

    private Expression word(Token token) {
        switch (token.text().toLowerCase(Locale.ROOT)) {
            case "true" -> {
                return literal(BooleanValue.TRUE);
            }
            case "false" -> {
                return literal(BooleanValue.FALSE);
            }
            case "null" -> {
                return literal(AbsentValue.NULL);
            }
            case "case" -> {
                return caseExpression();
            }
            default -> {}
        }
        if (Keywords.isReserved(token.text())) {
            throw tokens.unexpected(EXPRESSION);
        }
        if (tokens.peek(1).isSymbol("(")) {
            return token.isWord("CAST") ? cast() : new CallParser(tokens, dialect).call();
        }
        tokens.take();
        return new FieldReference(tokens.spanFrom(token.start()), token.text());
    }

    private Expression symbol(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesis();
            case "[" -> array();
            case "{" -> object();
            case "*" ->
                    throw tokens.error(
                            token,
                            "* cannot stand here",
                            EXPRESSION + "; * stands alone in SELECT, or as an argument");
            default -> throw tokens.unexpected(EXPRESSION);
        };
    }

    private Expression parenthesis() {
        int start = tokens.take().start();
        if (tokens.current().isWord("SELECT")) {
            return subquery(start);
        }
        Expression inner = expression();
        tokens.expectSymbol(")", "an operator or ')'");
        return inner;
    }

    private Expression subquery(int start) {
        requireSecondVersion(start, "a nested SELECT");
        tokens.enter();
        tokens.take();
        Selection selection = new SelectionParser(tokens, dialect).selection();
        tokens.expectWord("FROM", "an operator, ',' or FROM");
        Expression from = path();
        String rowName = tokens.acceptWord("AS") ? name() : null;
        Expression where = tokens.acceptWord("WHERE") ? expression() : null;
        tokens.expectSymbol(")", where == null ? "WHERE or ')'" : "an operator or ')'");
        tokens.leave();
        return new Subquery(tokens.spanFrom(start), selection, from, rowName, where);
    }

    private Expression path() {
        int start = tokens.current().start();
        String expected = "a field or variable that holds an array or object, such as a.b";
        Expression root;
        if (tokens.current().type() == Token.Type.VARIABLE) {
            root = variable();
        } else if (tokens.current().type() == Token.Type.WORD
                && !Keywords.isReserved(tokens.current().text())) {
            String field = tokens.take().text();
            root = new FieldReference(tokens.spanFrom(start), field);
        } else {
            throw tokens.unexpected(expected);
        }
        List<String> names = new ArrayList<>();
        while (tokens.acceptSymbol(".")) {
            names.add(name());
        }
        return names.isEmpty() ? root : new MemberAccess(tokens.spanFrom(start), root, names);
    }

    private String name() {
        if (tokens.current().type() != Token.Type.WORD) {
            throw tokens.unexpected("a name of letters, digits and _");
        }
        return tokens.take().text();
    }

    private Expression array() {
        int start = tokens.take().start();
        requireSecondVersion(start, "an array literal");
        List<Expression> elements = new ArrayList<>();
        if (!tokens.current().isSymbol("]")) {
            do {
                elements.add(expression());
            } while (tokens.acceptSymbol(","));
        }
        tokens.expectSymbol("]", "an operator, ',' or ']'");
        return new ArrayLiteral(tokens.spanFrom(start), elements);
    }

    private Expression object() {
        int start = tokens.take().start();
        requireSecondVersion(start, "an object literal");
        Map<String, Expression> members = new LinkedHashMap<>();
        if (!tokens.current().isSymbol("}")) {
            do {
                if (tokens.current().type() != Token.Type.STRING) {
                    throw tokens.unexpected("a key in quotes");
                }
                String key = tokens.take().text();
                tokens.expectSymbol(":", "':' and a value");
                members.put(key, expression());
            } while (tokens.acceptSymbol(","));
        }
        tokens.expectSymbol("}", "an operator, ',' or '}'");
        return new ObjectLiteral(tokens.spanFrom(start), members);
    }

    private Expression caseExpression() {
        int start = tokens.take().start();
        if (tokens.current().isWord("WHEN")) {
            throw tokens.error(
                    tokens.current(),
                    "CASE needs a value to compare",
                    "CASE value WHEN ... THEN ... END, since AWS IoT SQL has no other form");
        }
        Expression operand = expression();
        List<CaseExpression.Branch> branches = new ArrayList<>();
        if (!tokens.current().isWord("WHEN")) {
            throw tokens.unexpected("an operator or WHEN");
        }
        while (tokens.acceptWord("WHEN")) {
            Expression when = expression();
            tokens.expectWord("THEN", "an operator or THEN");
            branches.add(new CaseExpression.Branch(when, expression()));
        }
        @Nullable Expression otherwise = tokens.acceptWord("ELSE") ? expression() : null;
        tokens.expectWord("END", "an operator, WHEN, ELSE or END");
        return new CaseExpression(tokens.spanFrom(start), operand, branches, otherwise);
    }

    private Expression cast() {
        int start = tokens.take().start();
        tokens.take();
        Expression operand = expression();
        tokens.expectWord("AS", "an operator or AS");
        Token type = tokens.current();
        Cast.Target target =
                type.type() == Token.Type.WORD ? Cast.target(type.text(), dialect.version()) : null;
        if (target == null) {
            String since2016 = dialect.isFirstVersion() ? "" : ", Decimal, Boolean";
            throw tokens.error(
                    type,
                    type.described() + " is no type in version " + dialect.version(),
                    "String, Int, Double" + since2016);
        }
        tokens.take();
        tokens.expectSymbol(")", "')'");
        return new Cast(tokens.spanFrom(start), operand, target);
    }

    private void requireSecondVersion(int start, String what) {
        if (dialect.isFirstVersion()) {
            throw tokens.error(
                    start,
                    what + " needs SQL version 2016-03-23",
                    "awsIotSqlVersion 2016-03-23; without one AWS takes 2015-10-08");
        }
    }

    private Expression expression() {
        return new ExpressionParser(tokens, dialect).expression();
    }
}
