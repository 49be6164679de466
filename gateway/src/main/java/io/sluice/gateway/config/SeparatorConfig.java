/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

/**
 * What follows each reading in a record; the names of the separators of a rule's Firehose action.
 */
public enum SeparatorConfig {
    /** A line feed. */
    NEWLINE("newline"),
    /** A tab. */
    TAB("tab"),
    /** Carriage return and line feed. */
    CRLF("crlf"),
    /** A comma. */
    COMMA("comma"),
    /** Nothing. */
    NONE("none");

    private final String text;

    SeparatorConfig(String text) {
        this.text = text;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return text;
    }
}
