/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Scope;
import io.sluice.iotsql.function.FunctionContext;
import io.sluice.iotsql.syntax.Dialect;
import io.sluice.iotsql.syntax.TemplateParser;
import io.sluice.iotsql.value.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code ${expression}} parts, as the fields of rule actions have them (AWS IoT
 * Developer Guide, "Substitution templates"). Immutable; any thread.
 *
 * <p>The expressions see the original payload, the functions and the variables of SET; they do not
 * see aliases. Undefined and Null become an empty string.
 */
public final class SubstitutionTemplate {

    private final String text;
    private final List<TemplateParser.Piece> pieces;
    private final Dialect dialect;
    private final @Nullable RuleStatement statement;

    private SubstitutionTemplate(String text, Dialect dialect, @Nullable RuleStatement statement) {
        this.text = text;
        this.pieces = List.copyOf(TemplateParser.parse(text, dialect));
        this.dialect = dialect;
        this.statement = statement;
    }

    /**
     * Reads a template.
     *
     * @throws SqlSyntaxException if an expression cannot be read
     */
    public static SubstitutionTemplate parse(String text, SqlVersion version) {
        return new SubstitutionTemplate(
                text, new Dialect(version, SqlPolicy.DEFAULT, List.of()), null);
    }

    /**
     * Reads a template that belongs to a statement: of its version and policy, with its variables.
     *
     * @throws SqlSyntaxException if an expression cannot be read
     */
    public static SubstitutionTemplate parse(String text, RuleStatement statement) {
        return new SubstitutionTemplate(text, statement.dialect(), statement);
    }

    /** Whether it has no expression, so that it is the same for every message. */
    public boolean isConstant() {
        return pieces.stream().allMatch(piece -> piece.expression() == null);
    }

    /** The text as it was written. */
    public String text() {
        return text;
    }

    /**
     * The text with the expressions replaced.
     *
     * @throws EvaluationException if an expression cannot be evaluated, for example since the
     *     payload is not JSON
     */
    public String render(RuleMessage message, RuleEnvironment environment) {
        if (isConstant()) {
            return text;
        }
        Scope scope = scope(message, environment);
        StringBuilder rendered = new StringBuilder();
        for (TemplateParser.Piece piece : pieces) {
            Expression expression = piece.expression();
            if (expression == null) {
                rendered.append(piece.text());
            } else {
                String value = scope.functions().text(expression.evaluate(scope));
                rendered.append(value == null ? "" : value);
            }
            Work.requireLength(rendered.length());
        }
        return rendered.toString();
    }

    private Scope scope(RuleMessage message, RuleEnvironment environment) {
        FunctionContext context =
                new FunctionContext(
                        message, environment, dialect.version(), dialect.policy(), new Work());
        Scope scope = Scope.ofMessage(text, context, dialect.variables().size());
        if (statement != null && !dialect.variables().isEmpty()) {
            Scope variables = statement.scope(message, environment);
            statement.setVariables(variables);
            scope.adopt(variables);
        }
        return scope;
    }

    @Override
    public String toString() {
        return text;
    }
}
