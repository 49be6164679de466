/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Equality;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code CASE v WHEN t THEN r ELSE e END} (AWS IoT Developer Guide, "Case statements"). */
public final class CaseExpression extends Expression {

    /**
     * A branch.
     *
     * @param when what the operand is compared with
     * @param then the value if it is equal
     */
    public record Branch(Expression when, Expression then) {}

    private final Expression operand;
    private final List<Branch> branches;
    private final @Nullable Expression otherwise;

    /** The first branch that is equal, or else the other expression, or else Undefined. */
    public CaseExpression(
            Span span, Expression operand, List<Branch> branches, @Nullable Expression otherwise) {
        super(span);
        this.operand = operand;
        this.branches = List.copyOf(branches);
        this.otherwise = otherwise;
    }

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(operand);
        for (Branch branch : branches) {
            children.add(branch.when());
            children.add(branch.then());
        }
        if (otherwise != null) {
            children.add(otherwise);
        }
        return children;
    }

    @Override
    Value value(Scope scope) {
        Value value = operand.evaluate(scope);
        if (value.isUndefined()) {
            return AbsentValue.UNDEFINED;
        }
        for (Branch branch : branches) {
            Value candidate = branch.when().evaluate(scope);
            if (!candidate.isUndefined() && Equality.equal(value, candidate, scope.work())) {
                return branch.then().evaluate(scope);
            }
        }
        return otherwise == null ? AbsentValue.UNDEFINED : otherwise.evaluate(scope);
    }
}
