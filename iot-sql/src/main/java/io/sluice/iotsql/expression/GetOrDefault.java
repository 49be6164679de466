/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code get_or_default}: the default where the expression is Null, Undefined, or an external
 * function that fails. A failure of the payload or of a bound is no reason for a default.
 */
public final class GetOrDefault extends Expression {

    private final Expression expression;
    private final @Nullable Expression otherwise;

    /** With that default; without one it is Undefined. */
    public GetOrDefault(Span span, Expression expression, @Nullable Expression otherwise) {
        super(span);
        this.expression = expression;
        this.otherwise = otherwise;
    }

    @Override
    public List<Expression> children() {
        return otherwise == null ? List.of(expression) : List.of(expression, otherwise);
    }

    @Override
    Value value(Scope scope) {
        Value value;
        try {
            value = expression.evaluate(scope);
        } catch (EvaluationException e) {
            if (e.failure().kind() != EvaluationFailure.Kind.EXTERNAL_FUNCTION) {
                throw e;
            }
            value = AbsentValue.UNDEFINED;
        }
        if (!value.isAbsent()) {
            return value;
        }
        return otherwise == null ? AbsentValue.UNDEFINED : otherwise.evaluate(scope);
    }
}
