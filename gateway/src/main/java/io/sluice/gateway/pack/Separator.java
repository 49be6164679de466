/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import java.nio.charset.StandardCharsets;

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

    private final byte[] bytes;

    Separator(String text) {
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes, 0 to 2. */
    public int size() {
        return bytes.length;
    }

    /** Writes it to {@code target} at {@code at}. */
    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }
}
