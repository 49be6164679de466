/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Members;
import io.sluice.iotsql.value.Name;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code {'a': b}} (AWS IoT Developer Guide, "Literals"). The last of equal keys wins. */
public final class ObjectLiteral extends Expression {

    private final List<Name> names = new ArrayList<>();
    private final List<Expression> values;

    /** An object of those members. */
    public ObjectLiteral(Span span, Map<String, Expression> members) {
        super(span);
        members.keySet().forEach(name -> names.add(new Name(name)));
        this.values = List.copyOf(members.values());
    }

    @Override
    public List<Expression> children() {
        return values;
    }

    @Override
    Value value(Scope scope) {
        Members members = new Members(names.size());
        for (int i = 0; i < names.size(); i++) {
            Value value = values.get(i).evaluate(scope);
            if (!value.isUndefined()) {
                members.put(names.get(i), value);
            }
        }
        return new ObjectValue(members);
    }
}
