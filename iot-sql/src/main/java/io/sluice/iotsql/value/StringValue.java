/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A string. One of the payload stays the bytes that it is there until somebody asks for its
 * characters: most are only passed on.
 */
public final class StringValue implements Value {

    private static final byte[] NO_JSON = new byte[0];

    private final byte[] json;
    private final int start;
    private final int end;
    // decoded when first asked for; a race decodes it twice, which does no harm
    private @Nullable String text;

    /** A string of those characters. */
    public StringValue(String text) {
        this.json = NO_JSON;
        this.start = 0;
        this.end = 0;
        this.text = text;
    }

    /**
     * A string between quotes in JSON, without an escape and of valid UTF-8.
     *
     * @param json not copied, must not change
     * @param start of its first quote
     * @param end behind its last quote
     */
    StringValue(byte[] json, int start, int end) {
        this.json = json;
        this.start = start;
        this.end = end;
    }

    /** Its characters. */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
            text = known;
        }
        return known;
    }

    /** Writes it as it stands in the payload; false if it does not come from there. */
    boolean copyTo(JsonBytes out) {
        if (end == 0) {
            return false;
        }
        out.copy(json, start, end);
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public String toString() {
        return text();
    }
}
