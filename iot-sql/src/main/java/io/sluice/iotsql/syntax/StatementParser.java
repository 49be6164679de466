/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.SqlSyntaxException;
import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Selection;
import io.sluice.iotsql.topic.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code [SET ...] SELECT ... [FROM 'filter'] [WHERE ...]}. */
public final class StatementParser {

    private final TokenStream tokens;
    private Dialect dialect;

    private StatementParser(TokenStream tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    /**
     * Reads a statement.
     *
     * @throws SqlSyntaxException if it cannot be read
     */
    public static ParsedStatement parse(String sql, SqlVersion version, SqlPolicy policy) {
        if (sql.length() > SqlLimits.STATEMENT_LENGTH) {
            throw new SqlSyntaxException(
                    sql,
                    0,
                    "the statement has more than " + SqlLimits.STATEMENT_LENGTH + " characters",
                    "");
        }
        TokenStream tokens = new TokenStream(sql, 0, policy);
        return new StatementParser(tokens, new Dialect(version, policy, List.of())).statement();
    }

    private ParsedStatement statement() {
        List<ParsedStatement.Variable> variables = variables();
        tokens.expectWord("SELECT", variables.isEmpty() ? "SELECT or SET" : "',' or SELECT");
        Selection selection = new SelectionParser(tokens, dialect).selection();
        TopicFilter filter = tokens.acceptWord("FROM") ? filter() : null;
        Expression where = tokens.acceptWord("WHERE") ? expression() : null;
        if (tokens.current().type() != Token.Type.END) {
            throw tokens.unexpected(expectedAfter(filter, where));
        }
        return new ParsedStatement(variables, selection, filter, where);
    }

    private static String expectedAfter(@Nullable TopicFilter filter, @Nullable Expression where) {
        if (where != null) {
            return "an operator or the end";
        }
        return filter == null ? "an operator, AS, ',', FROM, WHERE or the end" : "WHERE or the end";
    }

    private List<ParsedStatement.Variable> variables() {
        List<ParsedStatement.Variable> variables = new ArrayList<>();
        boolean set =
                tokens.current().isWord("SET") && tokens.peek(1).type() == Token.Type.VARIABLE;
        if (!set) {
            return variables;
        }
        tokens.take();
        do {
            Token name = tokens.current();
            if (name.type() != Token.Type.VARIABLE) {
                throw tokens.unexpected("a variable such as @celsius");
            }
            if (dialect.variables().contains(name.text())) {
                throw tokens.error(name, "@" + name.text() + " is set twice", "another name");
            }
            if (variables.size() == SqlLimits.VARIABLES) {
                throw tokens.error(
                        name, "there are more than " + SqlLimits.VARIABLES + " variables", "");
            }
            tokens.take();
            tokens.expectSymbol("=", "'=' and an expression");
            variables.add(new ParsedStatement.Variable(name.text(), expression()));
            dialect = dialect.with(name.text());
        } while (tokens.acceptSymbol(","));
        return variables;
    }

    private Expression expression() {
        return new ExpressionParser(tokens, dialect).expression();
    }

    private TopicFilter filter() {
        Token filter = tokens.current();
        if (filter.type() != Token.Type.STRING) {
            throw tokens.unexpected("a topic filter in quotes, such as 'sensors/+/telemetry'");
        }
        TopicFilter.problem(filter.text())
                .ifPresent(
                        problem -> {
                            throw tokens.error(filter, problem, "");
                        });
        tokens.take();
        return TopicFilter.of(filter.text());
    }
}
