/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.expression.Calculation;
import io.sluice.iotsql.expression.Comparison;
import io.sluice.iotsql.expression.Exists;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Literal;
import io.sluice.iotsql.expression.Logic;
import io.sluice.iotsql.expression.MemberAccess;
import io.sluice.iotsql.expression.Negation;
import io.sluice.iotsql.expression.Not;
import io.sluice.iotsql.value.NumberValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads expressions by the usual ladder of SQL, from OR down to the dot; AWS documents no
 * precedence. Chains of equal rank become one flat part, so that only brackets make depth.
 */
final class ExpressionParser {

    private static final Map<String, Comparison.Operator> COMPARISONS =
            Map.of(
                    "=", Comparison.Operator.EQUAL,
                    "<>", Comparison.Operator.NOT_EQUAL,
                    "<", Comparison.Operator.LESS,
                    "<=", Comparison.Operator.LESS_OR_EQUAL,
                    ">", Comparison.Operator.GREATER,
                    ">=", Comparison.Operator.GREATER_OR_EQUAL);

    private final TokenStream tokens;
    private final Dialect dialect;

    ExpressionParser(TokenStream tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Expression expression() {
        tokens.enter();
        Expression expression = logic(false);
        tokens.leave();
        return expression;
    }

    private Expression logic(boolean and) {
        int start = tokens.current().start();
        List<Expression> operands = new ArrayList<>();
        do {
            operands.add(and ? negated() : logic(true));
        } while (tokens.acceptWord(and ? "AND" : "OR"));
        return operands.size() == 1
                ? operands.get(0)
                : new Logic(tokens.spanFrom(start), and, operands);
    }

    private Expression negated() {
        int start = tokens.current().start();
        if (tokens.acceptWord("NOT")) {
            tokens.enter();
            Expression operand = negated();
            tokens.leave();
            return new Not(tokens.spanFrom(start), operand);
        }
        return compared();
    }

    private Expression compared() {
        int start = tokens.current().start();
        if (tokens.acceptWord("EXISTS")) {
            if (!tokens.current().isSymbol("(") || !tokens.peek(1).isWord("SELECT")) {
                throw tokens.unexpected("a nested SELECT in parentheses");
            }
            Expression subquery = new PrimaryParser(tokens, dialect).primary();
            return new Exists(tokens.spanFrom(start), subquery);
        }
        Expression left = calculated(0);
        int deeper = 0;
        while (isComparison()) {
            tokens.enter();
            deeper++;
            Token operator = tokens.take();
            Comparison.Operator comparison = COMPARISONS.get(operator.text());
            Expression right = calculated(0);
            left =
                    new Comparison(
                            tokens.spanFrom(start),
                            comparison == null ? Comparison.Operator.IN : comparison,
                            left,
                            right);
        }
        for (int i = 0; i < deeper; i++) {
            tokens.leave();
        }
        return left;
    }

    private boolean isComparison() {
        Token token = tokens.current();
        if (token.isWord("NOT") && tokens.peek(1).isWord("IN")) {
            throw tokens.error(token, "there is no NOT IN", "NOT in front: NOT (a IN b)");
        }
        for (String word : List.of("LIKE", "BETWEEN", "IS")) {
            if (token.isWord(word)) {
                throw tokens.error(
                        token,
                        "AWS IoT SQL has no " + word,
                        switch (word) {
                            case "LIKE" -> "startswith, endswith or regexp_matches";
                            case "BETWEEN" -> "a >= b AND a <= c";
                            default -> "isNull(a) or isUndefined(a)";
                        });
            }
        }
        return token.isWord("IN")
                || (token.type() == Token.Type.SYMBOL && COMPARISONS.containsKey(token.text()));
    }

    /** Rank 0 is {@code + -}, rank 1 is {@code * / %}. */
    private Expression calculated(int rank) {
        int start = tokens.current().start();
        List<Expression> operands = new ArrayList<>();
        StringBuilder operators = new StringBuilder();
        operands.add(rank == 0 ? calculated(1) : signed());
        while (tokens.current().type() == Token.Type.SYMBOL
                && (rank == 0 ? "+-" : "*/%").contains(tokens.current().text())) {
            operators.append(tokens.take().text());
            operands.add(rank == 0 ? calculated(1) : signed());
        }
        return operands.size() == 1
                ? operands.get(0)
                : new Calculation(tokens.spanFrom(start), operands, operators.toString());
    }

    private Expression signed() {
        int start = tokens.current().start();
        if (!tokens.acceptSymbol("-")) {
            return dotted();
        }
        if (tokens.current().type() == Token.Type.NUMBER) {
            String number = "-" + tokens.take().text();
            return new Literal(
                    tokens.spanFrom(start), NumberValue.ofText(number, !dialect.isFirstVersion()));
        }
        tokens.enter();
        Expression operand = signed();
        tokens.leave();
        return new Negation(tokens.spanFrom(start), operand);
    }

    private Expression dotted() {
        int start = tokens.current().start();
        Expression object = new PrimaryParser(tokens, dialect).primary();
        List<String> names = new ArrayList<>();
        while (tokens.acceptSymbol(".")) {
            if (tokens.current().type() != Token.Type.WORD) {
                throw tokens.unexpected(
                        "a field name of letters, digits and _; others need get(object, \"name\")");
            }
            names.add(tokens.take().text());
        }
        return names.isEmpty() ? object : new MemberAccess(tokens.spanFrom(start), object, names);
    }
}
