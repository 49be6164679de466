/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.value.Value;

/** A function, ready to be called from any thread. Wrong arguments yield Undefined. */
@FunctionalInterface
public interface SqlFunction {

    /** Its value; the number of arguments has been checked. */
    Value apply(Value[] arguments, FunctionContext context);
}
