/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

/**
 * What follows each reading in a record: the separators that the Firehose action of a topic rule
 * can add.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-firehose-rule.html">AWS
 *     IoT Developer Guide, Firehose action: separator</a>
 */
public enum Separator {
    /** A line feed. */
    NEWLINE("\n"),
    /** A tab. */
    TAB("\t"),
    /** Carriage return and line feed. */
    CRLF("\r\n"),
    /** A comma. */
    COMMA(","),
    /** Nothing: readings stand back to back. */
    NONE("");

    private final String text;

    Separator(String text) {
        this.text = text;
    }

    /** How many bytes, 0 to 2. */
    public int size() {
        return text.length();
    }

    /** Writes it to {@code target} at {@code at}. */
    void copyTo(byte[] target, int at) {
        for (int i = 0; i < text.length(); i++) {
            target[at + i] = (byte) text.charAt(i);
        }
    }
}
