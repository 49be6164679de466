/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import java.util.List;

/**
 * Members of an object by their names, {@code a.b.c} (AWS IoT Developer Guide, "JSON extensions").
 */
public final class MemberAccess extends Expression {

    private final Expression object;
    private final List<String> names;

    /** The member of the member of that object. */
    public MemberAccess(Span span, Expression object, List<String> names) {
        super(span);
        this.object = object;
        this.names = List.copyOf(names);
    }

    @Override
    public List<Expression> children() {
        return List.of(object);
    }

    @Override
    public String name() {
        return names.get(names.size() - 1);
    }

    @Override
    Value value(Scope scope) {
        Value value = object.evaluate(scope);
        for (String name : names) {
            if (!(value instanceof ObjectValue members)) {
                return AbsentValue.UNDEFINED;
            }
            value = members.member(name);
        }
        return value;
    }
}
