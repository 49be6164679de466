/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.SqlVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides how a text is read, besides the text.
 *
 * @param version of the engine
 * @param policy the answers to open questions
 * @param variables the names of SET's variables that may be used, in their order
 */
public record Dialect(SqlVersion version, SqlPolicy policy, List<String> variables) {

    /** Keeps a copy of the list. */
    public Dialect {
        variables = List.copyOf(variables);
    }

    /** The same with one more variable. */
    Dialect with(String variable) {
        List<String> more = new ArrayList<>(variables);
        more.add(variable);
        return new Dialect(version, policy, more);
    }

    boolean isFirstVersion() {
        return version == SqlVersion.V2015_10_08;
    }
}
