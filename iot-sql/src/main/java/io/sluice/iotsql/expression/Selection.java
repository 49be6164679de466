/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.value.Members;
import io.sluice.iotsql.value.Name;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a SELECT makes of the payload or of a row (AWS IoT Developer Guide, "SELECT clause").
 *
 * @param value whether it is SELECT VALUE, which yields the value itself
 * @param items what it lists; exactly one for SELECT VALUE
 */
public record Selection(boolean value, List<SelectItem> items) {

    /** Keeps a copy of the list. */
    public Selection {
        items = List.copyOf(items);
    }

    /** Whether it lists {@code *} and nothing else. */
    public boolean isStar() {
        return items.size() == 1 && items.get(0).isStar();
    }

    /** The expressions it lists. */
    List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        for (SelectItem item : items) {
            if (item.expression() != null) {
                expressions.add(item.expression());
            }
        }
        return expressions;
    }

    /** Its result in that scope. */
    public Value evaluate(Scope scope) {
        if (isStar()) {
            return scope.row();
        }
        if (value) {
            Expression expression = items.get(0).expression();
            return expression == null ? scope.row() : expression.evaluate(scope);
        }
        Members result = items.get(0).isStar() ? copy(scope) : new Members(items.size());
        for (int i = items.get(0).isStar() ? 1 : 0; i < items.size(); i++) {
            add(items.get(i), result, scope);
        }
        return new ObjectValue(result);
    }

    /** All members of the row, with room for what else is listed. */
    private Members copy(Scope scope) {
        Members members = members(scope);
        scope.work().spend(members.size());
        return new Members(members, items.size() - 1);
    }

    private static void add(SelectItem item, Members result, Scope scope) {
        Expression expression = item.expression();
        if (expression == null) {
            Members members = members(scope);
            scope.work().spend(members.size());
            for (int i = 0; i < members.size(); i++) {
                put(result, members.name(i), members.value(i), scope);
            }
        } else {
            Value selected = expression.evaluate(scope);
            if (!selected.isUndefined()) {
                put(result, item.key(), selected, scope);
            }
        }
    }

    private static Members members(Scope scope) {
        if (scope.row() instanceof ObjectValue object) {
            return object.members();
        }
        throw new EvaluationException(
                EvaluationFailure.Kind.PAYLOAD_NOT_OBJECT,
                "* beside other fields needs a JSON object, but there is JSON of type "
                        + scope.row().kind());
    }

    /** Puts a value under {@code a.b}: into the object that is there, or into a new one. */
    private static void put(Members members, List<Name> key, Value value, Scope scope) {
        Name name = key.get(0);
        if (key.size() == 1) {
            put(members, name, value, scope);
            return;
        }
        Members inner =
                members.get(name.text()) instanceof ObjectValue object
                        ? new Members(object.members(), 1)
                        : new Members(1);
        scope.work().spend(inner.size());
        put(inner, key.subList(1, key.size()), value, scope);
        if (!(members.get(name.text()) instanceof ObjectValue)) {
            put(members, name, new ObjectValue(inner), scope);
        } else {
            members.put(name, new ObjectValue(inner));
        }
    }

    private static void put(Members members, Name name, Value value, Scope scope) {
        if (scope.policy().collision() == SqlPolicy.Collision.LATER_WINS) {
            members.put(name, value);
        } else {
            members.putIfAbsent(name, value);
        }
    }
}
