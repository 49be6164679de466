/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.nio.charset.StandardCharsets;

/** The name of a member. Knows how JSON writes it, since the same names are written ever again. */
public final class Name {

    private final String text;
    private final int hash;
    private final byte[] json;

    /** A name of those characters. */
    public Name(String text) {
        this.text = text;
        this.hash = text.hashCode();
        this.json = JsonBytes.of(text);
    }

    /** A name between quotes in JSON, without an escape and of valid UTF-8; not copied. */
    Name(byte[] json) {
        this.text = new String(json, 1, json.length - 2, StandardCharsets.UTF_8);
        this.hash = text.hashCode();
        this.json = json;
    }

    /** Its characters. */
    public String text() {
        return text;
    }

    /** The name as JSON, with its quotes; not copied, must not be changed. */
    byte[] json() {
        return json;
    }

    /** Whether it has those characters, whose hash code that is. */
    boolean is(String other, int itsHash) {
        return hash == itsHash && text.equals(other);
    }

    /** Whether it has the same characters. */
    boolean is(Name other) {
        return this == other || is(other.text, other.hash);
    }

    @Override
    public String toString() {
        return text;
    }
}
