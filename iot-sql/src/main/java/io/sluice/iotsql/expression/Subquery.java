/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nested SELECT (AWS IoT Developer Guide, "Nested object queries"): over an array it yields an
 * array, over an object what it selects of it, over anything else Undefined. Its names are fields
 * of the row, not of the payload.
 */
public final class Subquery extends Expression {

    private final Selection selection;
    private final Expression from;
    private final @Nullable String rowName;
    private final @Nullable Expression where;

    /** A nested SELECT over the value of {@code from}. */
    public Subquery(
            Span span,
            Selection selection,
            Expression from,
            @Nullable String rowName,
            @Nullable Expression where) {
        super(span);
        this.selection = selection;
        this.from = from;
        this.rowName = rowName;
        this.where = where;
    }

    /** What it selects from; its other parts have values for each row only. */
    @Override
    public List<Expression> children() {
        return List.of(from);
    }

    @Override
    Value value(Scope scope) {
        Value source = from.evaluate(scope);
        if (source instanceof ArrayValue array) {
            List<Value> rows = new ArrayList<>();
            for (Value element : array.elements()) {
                Scope row = scope.ofRow(element, rowName);
                if (isWanted(row)) {
                    scope.addElement(rows, selection.evaluate(row));
                }
            }
            return new ArrayValue(rows);
        }
        if (source instanceof ObjectValue) {
            Scope row = scope.ofRow(source, rowName);
            return isWanted(row) ? selection.evaluate(row) : AbsentValue.UNDEFINED;
        }
        return AbsentValue.UNDEFINED;
    }

    private boolean isWanted(Scope row) {
        row.work().spend(1);
        return where == null || where.evaluate(row) == BooleanValue.TRUE;
    }
}
