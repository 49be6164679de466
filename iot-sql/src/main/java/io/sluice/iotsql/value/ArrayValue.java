/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.util.Collections;
import java.util.List;

/**
 * An array; none of its elements is Undefined.
 *
 * @param elements its elements, not copied: they must not change any more
 */
public record ArrayValue(List<Value> elements) implements Value {

    /** Keeps a view that cannot be changed. */
    public ArrayValue {
        elements = Collections.unmodifiableList(elements);
    }

    @Override
    public Kind kind() {
        return Kind.ARRAY;
    }
}
