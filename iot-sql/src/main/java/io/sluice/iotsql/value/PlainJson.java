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

    /**
     * Bytes of a string or number that is made anew each time it is asked for: so few that this
     * costs no more than the step that asks. A longer one is made once, and keeps its characters.
     */
    private static final int MADE_ANEW = 128;

    private static final NameTable NAMES = new NameTable();

    private final byte[] json;
    private final boolean wholeIsInt;
    private int at;
    // how often something was met that is not written as it stands here
    private int changes;

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
        int start = ++at;
        int changesBefore = changes;
        if (next() == '}') {
            at++;
            return ObjectValue.EMPTY;
        }
        Members members = new Members(json, 8);
        int before = NameTable.first(depth);
        while (next() == '"') {
            Name name = name(before);
            if (name == null || next() != ':') {
                return null;
            }
            at++;
            int size = members.size();
            if (!member(members, name, depth)) {
                return null;
            }
            if (members.size() == size) {
                changes++; // the last of equal names wins
            }
            before = name.place();
            byte sign = next();
            at++;
            if (sign == '}') {
                if (changes == changesBefore) {
                    members.standTogether(start, at - 1);
                }
                return new ObjectValue(members);
            }
            if (sign != ',') {
                return null;
            }
        }
        return null;
    }

    /** Goes behind the name that begins here; null if it is none. */
    private @Nullable Name name(int before) {
        Name name = NAMES.behind(before, json, at);
        if (name == null) {
            int end = PlainString.end(json, at + 1) + 1;
            if (end == 0) {
                return null;
            }
            name = NAMES.name(before, json, at, end);
        }
        at += name.json().length;
        return name;
    }

    /** Goes behind the value, and gives it to the member; false if it is none. */
    private boolean member(Members members, Name name, int depth) {
        byte first = next();
        int start = at;
        boolean onItsPlace = first == '"' ? passString() : isNumber(first) && passNumber();
        if (at < 0) {
            return false;
        }
        if (onItsPlace) {
            if (at - start <= MADE_ANEW) {
                members.put(name, start, at);
            } else {
                members.put(name, scalar(json, start, at));
            }
            return true;
        }
        at = start;
        Value value = value(depth);
        if (value == null) {
            return false;
        }
        members.put(name, value);
        return true;
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
        return passString() ? scalar(json, start, at) : null;
    }

    private @Nullable Value number() {
        int start = at;
        if (passNumber()) {
            return scalar(json, start, at);
        }
        if (at < 0) {
            return null;
        }
        changes++;
        return NumberValue.ofText(PlainNumber.text(json, start, at), wholeIsInt);
    }

    /** Goes behind the string that begins here, or to -1 if it is none; whether it is one. */
    private boolean passString() {
        at = PlainString.end(json, at + 1) + 1;
        at = at == 0 ? -1 : at;
        return at > 0;
    }

    /**
     * Goes behind the number that begins here, or to -1 if it is none; whether it is one that stays
     * as it stands here.
     */
    private boolean passNumber() {
        int whole = PlainNumber.wholeEnd(json, at);
        int fraction = whole < 0 ? -1 : PlainNumber.fractionEnd(json, whole);
        at = fraction < 0 ? -1 : PlainNumber.exponentEnd(json, fraction);
        return at > 0
                && at == fraction
                && !(wholeIsInt
                        && fraction > whole
                        && PlainNumber.isZero(json, whole + 1, fraction));
    }

    private static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    /** The string, or the number that stays as it is, that was found to stand there. */
    static Value scalar(byte[] json, int start, int end) {
        if (json[start] == '"') {
            return new StringValue(json, start, end);
        }
        int digits = json[start] == '-' ? end - start - 1 : end - start;
        return new NumberValue(
                json,
                start,
                end,
                digits <= SqlLimits.DIGITS && PlainNumber.wholeEnd(json, start) == end);
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
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            changes++;
            do {
                b = json[++at];
            } while (b == ' ' || b == '\n' || b == '\r' || b == '\t');
        }
        return b;
    }
}
