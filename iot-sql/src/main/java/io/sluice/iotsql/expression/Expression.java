/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a statement that has a value. Immutable; any thread. */
public abstract class Expression {

    private final Span span;

    Expression(Span span) {
        this.span = span;
    }

    /** Where it stands in the statement. */
    public Span span() {
        return span;
    }

    /**
     * Its value in that scope.
     *
     * @throws EvaluationException if it cannot be evaluated; says where
     */
    public final Value evaluate(Scope scope) {
        scope.work().spend(1);
        try {
            return value(scope);
        } catch (EvaluationException e) {
            throw scope.located(e, span);
        }
    }

    /** The parts it is made of, in their order. */
    public List<Expression> children() {
        return List.of();
    }

    /** Its value if it is the same for every message; else null. */
    public @Nullable Value constant() {
        return null;
    }

    /** The key of its value in the result where there is no AS; null if it has no name. */
    public @Nullable String name() {
        return null;
    }

    abstract Value value(Scope scope);
}
