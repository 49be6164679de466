/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.function.Base64Functions;
import io.sluice.iotsql.function.FunctionDefinition;
import io.sluice.iotsql.function.SqlFunction;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a function. A wrong number of arguments is Undefined, as AWS documents. */
public final class Call extends Expression {

    private final FunctionDefinition definition;
    private final List<Expression> arguments;
    private final @Nullable SqlFunction function;

    /**
     * A call of that function.
     *
     * @throws io.sluice.iotsql.EvaluationException if a constant argument cannot be supported
     */
    public Call(Span span, FunctionDefinition definition, List<Expression> arguments) {
        super(span);
        this.definition = definition;
        this.arguments = List.copyOf(arguments);
        this.function = definition.takes(arguments.size()) ? definition.bind(constants()) : null;
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    Value value(Scope scope) {
        if (function == null) {
            return AbsentValue.UNDEFINED;
        }
        if (encodesPayload(scope)) {
            Value scheme = arguments.get(1).evaluate(scope);
            return Base64Functions.encode(scope.payload(), scheme, scope.functions());
        }
        Value[] values = new Value[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).evaluate(scope);
        }
        return function.apply(values, scope.functions());
    }

    /** {@code encode(*, ...)} takes the bytes of the payload, whether or not they are JSON. */
    private boolean encodesPayload(Scope scope) {
        return definition.name().equals("encode")
                && arguments.get(0) instanceof WholeRow
                && scope.isMessage();
    }

    private List<@Nullable Value> constants() {
        List<@Nullable Value> constants = new ArrayList<>();
        for (Expression argument : arguments) {
            constants.add(argument.constant());
        }
        return constants;
    }
}
