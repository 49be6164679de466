/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by the constructor of a settings record: everything that it refuses, at once. */
public final class InvalidSettings extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidSettings(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one; paths count from the record that refused. */
    public List<Problem> problems() {
        return problems;
    }
}
