/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import io.sluice.iotsql.SqlLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that devices send: no escapes, not nested deeply. Of anything else it makes
 * nothing, be it JSON or not; what it makes is what {@link JsonReader} promises. One payload.
 */
final class PlainJson {

    /** As many are read at once. */
    static final int ZEROS = JsonWord.BYTES;

    private static final int DEPTH = 32;
    private static final NameTable NAMES = new NameTable();

    private final byte[] json;
    private final boolean wholeIsInt;
    private int at;

    private PlainJson(byte[] json, boolean wholeIsInt) {
        this.json = json;
        this.wholeIsInt = wholeIsInt;
    }

    /**
     * Reads the bytes; null if they are not such JSON.
     *
     * @param json with {@link #ZEROS} zeros behind its end, where all reading stops; kept, must not
     *     change
     */
    static @Nullable Value read(byte[] json, boolean wholeIsInt) {
        PlainJson reader = new PlainJson(json, wholeIsInt);
        Value value = reader.value(0);
        if (value == null) {
            return null;
        }
        reader.next();
        return reader.at == json.length - ZEROS ? value : null;
    }

    private @Nullable Value value(int depth) {
        return switch (next()) {
            case '"' -> string();
            case '{' -> depth < DEPTH ? object(depth + 1) : null;
            case '[' -> depth < DEPTH ? array(depth + 1) : null;
            case 't' -> word("true", BooleanValue.TRUE);
            case 'f' -> word("false", BooleanValue.FALSE);
            case 'n' -> word("null", AbsentValue.NULL);
            default -> number();
        };
    }

    private @Nullable Value object(int depth) {
        at++;
        if (next() == '}') {
            at++;
            return ObjectValue.EMPTY;
        }
        Members members = new Members(8);
        while (next() == '"') {
            int start = at;
            int end = PlainString.end(json, start + 1) + 1;
            at = end;
            if (end == 0 || next() != ':') {
                return null;
            }
            at++;
            Value value = value(depth);
            if (value == null) {
                return null;
            }
            members.put(NAMES.name(json, start, end), value);
            byte sign = next();
            at++;
            if (sign != ',') {
                return sign == '}' ? new ObjectValue(members) : null;
            }
        }
        return null;
    }

    private @Nullable Value array(int depth) {
        at++;
        List<Value> elements = new ArrayList<>();
        if (next() == ']') {
            at++;
            return new ArrayValue(elements);
        }
        while (true) {
            Value value = value(depth);
            if (value == null) {
                return null;
            }
            elements.add(value);
            byte sign = next();
            at++;
            if (sign != ',') {
                return sign == ']' ? new ArrayValue(elements) : null;
            }
        }
    }

    private @Nullable Value string() {
        int start = at;
        at = PlainString.end(json, start + 1) + 1;
        return at == 0 ? null : new StringValue(json, start, at);
    }

    private @Nullable Value number() {
        int start = at;
        int whole = PlainNumber.wholeEnd(json, start);
        int fraction = whole < 0 ? -1 : PlainNumber.fractionEnd(json, whole);
        at = fraction < 0 ? -1 : PlainNumber.exponentEnd(json, fraction);
        if (at < 0) {
            return null;
        }
        if (at == whole) {
            int digits = json[start] == '-' ? at - start - 1 : at - start;
            return new NumberValue(json, start, at, digits <= SqlLimits.DIGITS);
        }
        if (at > fraction || (wholeIsInt && PlainNumber.isZero(json, whole + 1, fraction))) {
            return NumberValue.ofText(PlainNumber.text(json, start, at), wholeIsInt);
        }
        return new NumberValue(json, start, at, false);
    }

    private @Nullable Value word(String word, Value value) {
        for (int i = 0; i < word.length(); i++) {
            if (json[at] != word.charAt(i)) {
                return null;
            }
            at++;
        }
        return value;
    }

    /** The next byte that is no white space; zero at the end. */
    private byte next() {
        byte b = json[at];
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            b = json[++at];
        }
        return b;
    }
}
