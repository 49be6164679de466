/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

/**
 * A piece of the statement.
 *
 * @param start its first character, from 0
 * @param end behind its last
 */
public record Span(int start, int end) {

    /** Its text. */
    public String of(String statement) {
        return statement.substring(start, end);
    }
}
