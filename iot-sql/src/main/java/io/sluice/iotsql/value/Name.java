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
    // the same, the last word filled up with zeros
    private final long[] words;
    private final int place;

    /** A name of those characters. */
    public Name(String text) {
        this(text, JsonBytes.of(text), NameTable.NOWHERE);
    }

    /**
     * A name between quotes in JSON, without an escape and of valid UTF-8.
     *
     * @param json not copied
     * @param place in the {@link NameTable}
     */
    Name(byte[] json, int place) {
        this(new String(json, 1, json.length - 2, StandardCharsets.UTF_8), json, place);
    }

    private Name(String text, byte[] json, int place) {
        this.text = text;
        this.hash = text.hashCode();
        this.json = json;
        this.words = JsonWord.of(json);
        this.place = place;
    }

    /** Its characters. */
    public String text() {
        return text;
    }

    /** The name as JSON, with its quotes; not copied, must not be changed. */
    byte[] json() {
        return json;
    }

    /** Its place in the {@link NameTable}. */
    int place() {
        return place;
    }

    /** A bit that names of the same characters have in common, with few others. */
    long bit() {
        return bit(hash);
    }

    /** The bit of a name whose hash code that is. */
    static long bit(int hash) {
        return 1L << (hash ^ hash >>> 6);
    }

    /** Whether it stands there, in JSON that ends with eight zeros. */
    boolean stands(byte[] payload, int start) {
        int last = words.length - 1;
        int at = start;
        for (int i = 0; i < last; i++) {
            if (JsonWord.at(payload, at) != words[i]) {
                return false; // so what comes next is behind no zero, and eight bytes are there
            }
            at += JsonWord.BYTES;
        }
        return JsonWord.first(JsonWord.at(payload, at), start + json.length - at) == words[last];
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
