/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import java.nio.ByteBuffer;

/**
 * Writes a value as compact JSON, members in their order. Stops as soon as the limit is passed.
 * Recursive: values nest as deep as payloads and statements may, no deeper.
 */
public final class JsonWriter {

    private static final int ROOM = 64;

    /** Of UTF-8, for what an output counts: a byte, or a character of Java. */
    private static final int MOST_BYTES_PER_UNIT = 3;

    private final JsonOutput out;
    private final int limit;

    private JsonWriter(JsonOutput out, int limit) {
        this.out = out;
        this.limit = limit;
    }

    /**
     * The value as text; of Undefined an empty one.
     *
     * @param limit in characters
     * @throws EvaluationException of kind RESULT_TOO_LARGE if it is passed
     */
    public static String text(Value value, int limit) {
        JsonText out = new JsonText();
        new JsonWriter(out, limit).writeAll(value);
        return out.toString();
    }

    /**
     * The value as UTF-8; of Undefined no bytes.
     *
     * @param limit in bytes
     * @throws EvaluationException of kind RESULT_TOO_LARGE if it is passed
     */
    public static ByteBuffer bytes(Value value, int limit) {
        return bytes(value, limit, ROOM);
    }

    /**
     * The value as UTF-8, in an array that nobody else has; of Undefined no bytes.
     *
     * @param limit in bytes
     * @param room for how many bytes there should be room at once
     * @throws EvaluationException of kind RESULT_TOO_LARGE if the limit is passed
     */
    public static ByteBuffer bytes(Value value, int limit, int room) {
        JsonBytes out = new JsonBytes(room);
        new JsonWriter(out, limit).writeAll(value);
        return out.bytes();
    }

    private void writeAll(Value value) {
        write(value);
        check();
    }

    private void write(Value value) {
        // the most frequent first
        if (value instanceof NumberValue number) {
            out.number(number);
        } else if (value instanceof StringValue string) {
            out.string(string);
        } else if (value instanceof ObjectValue object) {
            object(object);
        } else if (value instanceof ArrayValue array) {
            array(array);
        } else if (value instanceof BooleanValue) {
            out.ascii(value == BooleanValue.TRUE ? "true" : "false");
        } else if (value == AbsentValue.NULL) {
            out.ascii("null");
        } // else it is Undefined, only at the top
    }

    private void array(ArrayValue array) {
        char before = '[';
        for (Value element : array.elements()) {
            out.sign(before);
            write(element);
            check();
            before = ',';
        }
        out.ascii(before == '[' ? "[]" : "]");
    }

    private void object(ObjectValue object) {
        Members members = object.members();
        if (members.bytesTogether() / MOST_BYTES_PER_UNIT > limit - out.length()) {
            throw tooLarge(limit);
        }
        out.sign('{');
        for (int i = members.copyFirst(out); i < members.size(); i++) {
            if (i > 0) {
                out.sign(',');
            }
            out.name(members.name(i));
            out.sign(':');
            if (!members.copy(i, out)) {
                write(members.value(i));
            }
            check();
        }
        out.sign('}');
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
