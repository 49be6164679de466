/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.function.FunctionContext;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.JsonReader;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where names are looked up: in the payload, which is parsed when first asked for, or in one row of
 * a nested SELECT. For one evaluation and one thread.
 */
public final class Scope {

    private final String statement;
    private final FunctionContext functions;
    private final Value[] variables;
    private final boolean ofMessage;
    private final @Nullable String rowName;
    // the row, or the payload once it has been parsed
    private @Nullable Value row;

    private Scope(Scope outer, FunctionContext functions) {
        this.statement = outer.statement;
        this.functions = functions;
        this.variables = outer.variables;
        this.ofMessage = outer.ofMessage;
        this.rowName = outer.rowName;
        this.row = outer.row;
    }

    private Scope(Scope outer, @Nullable String rowName, Value row) {
        this.statement = outer.statement;
        this.functions = outer.functions;
        this.variables = outer.variables;
        this.ofMessage = false;
        this.rowName = rowName;
        this.row = row;
    }

    private Scope(String statement, FunctionContext functions, int variables) {
        this.statement = statement;
        this.functions = functions;
        this.variables = new Value[variables];
        this.ofMessage = true;
        this.rowName = null;
        this.row = null;
    }

    /** A scope in which names are fields of the payload. */
    public static Scope ofMessage(String statement, FunctionContext functions, int variables) {
        return new Scope(statement, functions, variables);
    }

    /** A scope in which names are fields of that row, and the row itself has that name. */
    Scope ofRow(Value element, @Nullable String name) {
        return new Scope(this, name, element);
    }

    /** The same message and variables, but a new allowance of work. */
    public Scope afresh() {
        FunctionContext fresh =
                new FunctionContext(
                        functions.message(),
                        functions.environment(),
                        functions.version(),
                        functions.policy(),
                        new Work());
        return new Scope(this, fresh);
    }

    /** What functions may know. */
    public FunctionContext functions() {
        return functions;
    }

    /** What may still be spent. */
    public Work work() {
        return functions.work();
    }

    /** The answers to open questions. */
    public SqlPolicy policy() {
        return functions.policy();
    }

    /** Keeps the value of a variable. */
    public void set(int variable, Value value) {
        variables[variable] = value;
    }

    /** Takes over the variables of another scope of the same message. */
    public void adopt(Scope other) {
        System.arraycopy(other.variables, 0, variables, 0, variables.length);
    }

    Value variable(int variable) {
        return variables[variable];
    }

    /** Whether names are fields of the payload. */
    boolean isMessage() {
        return ofMessage;
    }

    ByteBuffer payload() {
        return functions.message().payload();
    }

    /**
     * What {@code *} is: the row, or the payload.
     *
     * @throws EvaluationException if the payload is not JSON
     */
    Value row() {
        Value known = row;
        if (known == null) {
            ByteBuffer payload = payload();
            boolean empty =
                    !payload.hasRemaining()
                            && policy().emptyPayload() == SqlPolicy.EmptyPayload.EMPTY_OBJECT;
            work().read(payload.remaining());
            known = empty ? ObjectValue.EMPTY : JsonReader.read(payload, functions.wholeIsInt());
            row = known;
        }
        return known;
    }

    Value field(String name) {
        if (name.equals(rowName)) {
            return row();
        }
        return row() instanceof ObjectValue object ? object.member(name) : AbsentValue.UNDEFINED;
    }

    /** An array's elements without those that are Undefined, or with null for them. */
    void addElement(List<Value> elements, Value element) {
        if (!element.isUndefined()) {
            elements.add(element);
        } else if (policy().undefinedInArray() == SqlPolicy.UndefinedInArray.NULL) {
            elements.add(AbsentValue.NULL);
        }
    }

    /** The exception with a place, if it has none yet. */
    EvaluationException located(EvaluationException e, Span span) {
        EvaluationFailure failure = e.failure();
        if (failure.line() > 0) {
            return e;
        }
        int start = span.start();
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < start; i++) {
            if (statement.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new EvaluationException(
                new EvaluationFailure(
                        failure.kind(),
                        failure.message() + ", in '" + shortened(span.of(statement)) + "'",
                        line,
                        start - lineStart + 1));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
