/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line in the table of functions.
 *
 * @param name in lower case
 * @param least the least number of arguments; with fewer the result is Undefined
 * @param most the largest number of arguments; with more the result is Undefined
 * @param since the first version that has it
 * @param binder makes the function for a place where it is called
 */
public record FunctionDefinition(
        String name, int least, int most, SqlVersion since, Binder binder) {

    /** Any number of arguments. */
    static final int MANY = Integer.MAX_VALUE;

    /** Makes a function; what can be prepared for constant arguments is prepared once. */
    @FunctionalInterface
    interface Binder {
        /** The function for those arguments; null stands for one that is not constant. */
        SqlFunction bind(List<@Nullable Value> constants);
    }

    /**
     * The function for a place where it is called.
     *
     * @param constants the values of constant arguments, null for others
     * @throws io.sluice.iotsql.EvaluationException if a constant argument cannot be supported
     */
    public SqlFunction bind(List<@Nullable Value> constants) {
        return binder.bind(constants);
    }

    /** Whether it takes that many arguments. */
    public boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }
}
