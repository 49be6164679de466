/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Value;

/** {@code *} as an argument: the payload as JSON, or the row of a nested SELECT. */
public final class WholeRow extends Expression {

    /** At that place. */
    public WholeRow(Span span) {
        super(span);
    }

    @Override
    Value value(Scope scope) {
        return scope.row();
    }
}
