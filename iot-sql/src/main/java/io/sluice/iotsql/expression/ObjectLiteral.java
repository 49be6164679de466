/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Members;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code {'a': b}} (AWS IoT Developer Guide, "Literals"). The last of equal keys wins. */
public final class ObjectLiteral extends Expression {

    private final Map<String, Expression> members;

    /** An object of those members. */
    public ObjectLiteral(Span span, Map<String, Expression> members) {
        super(span);
        this.members = new LinkedHashMap<>(members);
    }

    @Override
    public List<Expression> children() {
        return new ArrayList<>(members.values());
    }

    @Override
    Value value(Scope scope) {
        Members values = new Members(members.size());
        members.forEach(
                (name, expression) -> {
                    Value value = expression.evaluate(scope);
                    if (!value.isUndefined()) {
                        values.put(name, value);
                    }
                });
        return new ObjectValue(values);
    }
}
