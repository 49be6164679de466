/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.Selection;
import io.sluice.iotsql.topic.TopicFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement in its parts.
 *
 * @param variables of SET, in their order
 * @param selection of SELECT
 * @param filter of FROM; null if there is none
 * @param where the condition; null if there is none
 */
public record ParsedStatement(
        List<Variable> variables,
        Selection selection,
        @Nullable TopicFilter filter,
        @Nullable Expression where) {

    /**
     * A variable of SET.
     *
     * @param name without its {@code @}
     * @param expression what it is set to
     */
    public record Variable(String name, Expression expression) {}

    /** Keeps a copy of the list. */
    public ParsedStatement {
        variables = List.copyOf(variables);
    }

    /** The names of the variables, in their order. */
    public List<String> variableNames() {
        return variables.stream().map(Variable::name).toList();
    }
}
