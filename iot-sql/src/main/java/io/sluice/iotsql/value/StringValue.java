/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/**
 * A string.
 *
 * @param text its characters
 */
public record StringValue(String text) implements Value {
    @Override
    public Kind kind() {
        return Kind.STRING;
    }
}
