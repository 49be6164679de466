/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<String, Value> result = new LinkedHashMap<>();
        for (SelectItem item : items) {
            if (item.expression() == null) {
                scope.work().spend(members(scope).size());
                members(scope).forEach((name, member) -> put(result, name, member, scope));
            } else {
                Value selected = item.expression().evaluate(scope);
                if (!selected.isUndefined()) {
                    put(result, item.key(), selected, scope);
                }
            }
        }
        return new ObjectValue(result);
    }

    private static Map<String, Value> members(Scope scope) {
        if (scope.row() instanceof ObjectValue object) {
            return object.members();
        }
        throw new EvaluationException(
                EvaluationFailure.Kind.PAYLOAD_NOT_OBJECT,
                "* beside other fields needs a JSON object, but there is JSON of type "
                        + scope.row().kind());
    }

    /** Puts a value under {@code a.b}: into the object that is there, or into a new one. */
    private static void put(
            Map<String, Value> members, List<String> key, Value value, Scope scope) {
        String name = key.get(0);
        if (key.size() == 1) {
            put(members, name, value, scope);
            return;
        }
        Map<String, Value> inner =
                members.get(name) instanceof ObjectValue object
                        ? new LinkedHashMap<>(object.members())
                        : new LinkedHashMap<>();
        scope.work().spend(inner.size());
        put(inner, key.subList(1, key.size()), value, scope);
        if (!(members.get(name) instanceof ObjectValue)) {
            put(members, name, new ObjectValue(inner), scope);
        } else {
            members.put(name, new ObjectValue(inner));
        }
    }

    private static void put(Map<String, Value> members, String name, Value value, Scope scope) {
        if (scope.policy().collision() == SqlPolicy.Collision.LATER_WINS) {
            members.put(name, value);
        } else {
            members.putIfAbsent(name, value);
        }
    }
}
