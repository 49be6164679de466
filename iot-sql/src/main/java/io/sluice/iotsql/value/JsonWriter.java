/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a value as compact JSON, members in their order. Stops as soon as the limit is passed.
 * Recursive: values nest as deep as payloads and statements may, no deeper.
 */
public final class JsonWriter {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder();
    private final int limit;

    private JsonWriter(int limit) {
        this.limit = limit;
    }

    /**
     * The value as text; of Undefined an empty one.
     *
     * @param limit in characters
     * @throws EvaluationException of kind RESULT_TOO_LARGE if it is passed
     */
    public static String text(Value value, int limit) {
        JsonWriter writer = new JsonWriter(limit);
        writer.write(value);
        writer.check();
        return writer.out.toString();
    }

    /**
     * The value as UTF-8; of Undefined no bytes.
     *
     * @param limit in bytes
     * @throws EvaluationException of kind RESULT_TOO_LARGE if it is passed
     */
    public static ByteBuffer bytes(Value value, int limit) {
        byte[] bytes = text(value, limit).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > limit) {
            throw tooLarge(limit);
        }
        return ByteBuffer.wrap(bytes);
    }

    private void write(Value value) {
        switch (value.kind()) {
            case NULL -> out.append("null");
            case BOOLEAN -> out.append(value == BooleanValue.TRUE ? "true" : "false");
            case INT, DECIMAL -> out.append(((NumberValue) value).json());
            case STRING -> string(((StringValue) value).text());
            case ARRAY -> array((ArrayValue) value);
            case OBJECT -> object((ObjectValue) value);
            case UNDEFINED -> {} // only at the top
        }
    }

    private void array(ArrayValue array) {
        char before = '[';
        for (Value element : array.elements()) {
            out.append(before);
            write(element);
            check();
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private void object(ObjectValue object) {
        Members members = object.members();
        char before = '{';
        for (int i = 0; i < members.size(); i++) {
            out.append(before);
            string(members.name(i));
            out.append(':');
            write(members.value(i));
            check();
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void string(String text) {
        out.append('"');
        int clean = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, clean, i);
                escape(c);
                clean = i + 1;
            }
        }
        out.append(text, clean, text.length()).append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private void check() {
        if (out.length() > limit) {
            throw tooLarge(limit);
        }
    }

    private static EvaluationException tooLarge(int limit) {
        return new EvaluationException(
                EvaluationFailure.Kind.RESULT_TOO_LARGE,
                "a value is longer than " + limit + " bytes as JSON");
    }
}
