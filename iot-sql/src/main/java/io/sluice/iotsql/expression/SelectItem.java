/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.value.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SELECT lists: {@code *} or an expression with its key.
 *
 * @param expression null for {@code *}
 * @param key the key in the result, with its levels for {@code AS a.b}; empty for {@code *}
 */
public record SelectItem(@Nullable Expression expression, List<Name> key) {

    /** {@code *}. */
    public static final SelectItem STAR = new SelectItem(null, List.of());

    /** Keeps a copy of the key. */
    public SelectItem {
        key = List.copyOf(key);
    }

    /** Whether it is {@code *}. */
    public boolean isStar() {
        return expression == null;
    }
}
