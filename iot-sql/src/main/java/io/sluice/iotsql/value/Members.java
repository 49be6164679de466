/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object: each name once, in the order in which the names first came. Grows until
 * it is given to an {@link ObjectValue}. Looking a name up is cheap however many there are and
 * whatever they are. A short string or number of the payload is no more than its place there until
 * somebody asks for it: most are only passed on, and all together where nothing lies between them.
 */
public final class Members {

    /** As many names are looked through faster than hashed. */
    private static final int SEARCHED = 16;

    private static final byte[] NO_JSON = {};
    private static final long[] NO_SPANS = {};

    // the payload, and from where to where a member without a value stands in it
    private final byte[] json;
    private long[] spans;

    private Name[] names;
    private @Nullable Value[] values;
    private int size;
    // the bits of all names: most names that are new need not be looked for
    private long bits;
    // where each name is, once there are more of them than are looked through
    private @Nullable Map<String, Integer> places;

    // so many of the first members stand in the payload from here to there as they are written
    private int together;
    private int start;
    private int end;

    /** None yet, and room for that many. */
    public Members(int room) {
        json = NO_JSON;
        spans = NO_SPANS;
        names = new Name[room];
        values = new @Nullable Value[room];
    }

    /**
     * None yet, and room for that many of a payload.
     *
     * @param json not copied, must not change; see {@link PlainJson}
     */
    Members(byte[] json, int room) {
        this.json = json;
        spans = new long[room];
        names = new Name[room];
        values = new @Nullable Value[room];
    }

    /** Those of another, which does not grow any more, and room for some more. */
    public Members(Members other, int more) {
        json = other.json;
        spans = other.spans;
        names = Arrays.copyOf(other.names, other.size + more);
        values = Arrays.copyOf(other.values, other.size + more);
        size = other.size;
        bits = other.bits;
        places = other.places == null ? null : new HashMap<>(other.places);
        together = other.together;
        start = other.start;
        end = other.end;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The name of the member at that place, counted from 0. */
    public Name name(int place) {
        return names[place];
    }

    /** The value of the member at that place, counted from 0. */
    public Value value(int place) {
        Value value = values[place];
        return value == null ? PlainJson.scalar(json, start(place), end(place)) : value;
    }

    /** The value of the member of that name; null if there is none. */
    public @Nullable Value get(String name) {
        int place = place(name);
        return place < 0 ? null : value(place);
    }

    /** Gives a member its value; one that was there keeps its place. */
    public void put(Name name, Value value) {
        int place = place(name);
        if (place < 0) {
            add(name, value);
        } else {
            values[place] = value;
            together = 0;
        }
    }

    /** Gives a member its value unless it has one. */
    public void putIfAbsent(Name name, Value value) {
        if (place(name) < 0) {
            add(name, value);
        }
    }

    /** Gives a member the string or number of the payload that stands there. */
    void put(Name name, int from, int to) {
        int place = place(name);
        if (place < 0) {
            place = size;
            add(name, null);
        }
        if (place >= spans.length) {
            spans = Arrays.copyOf(spans, names.length);
        }
        values[place] = null;
        spans[place] = (long) from << Integer.SIZE | to;
    }

    /** All of them stand in the payload from here to there as they are written. */
    void standTogether(int from, int to) {
        together = size;
        start = from;
        end = to;
    }

    /** How many bytes {@link #copyFirst} copies. */
    int bytesTogether() {
        return together == 0 ? 0 : end - start;
    }

    /** Copies members that stand in the payload side by side; tells how many of the first. */
    int copyFirst(JsonOutput out) {
        if (together > 0) {
            out.copy(json, start, end);
        }
        return together;
    }

    /** Copies the value at that place, if it is a string or number of the payload. */
    boolean copy(int place, JsonOutput out) {
        if (values[place] != null) {
            return false;
        }
        out.copy(json, start(place), end(place));
        return true;
    }

    private int start(int place) {
        return (int) (spans[place] >>> Integer.SIZE);
    }

    private int end(int place) {
        return (int) spans[place];
    }

    private void add(Name name, @Nullable Value value) {
        if (size == names.length) {
            int room = Math.max(8, 2 * size);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
        }
        names[size] = name;
        values[size] = value;
        bits |= name.bit();
        if (places != null) {
            places.put(name.text(), size);
        }
        size++;
        if (places == null && size > SEARCHED) {
            places = allPlaces();
        }
    }

    private Map<String, Integer> allPlaces() {
        Map<String, Integer> all = new HashMap<>();
        for (int i = 0; i < size; i++) {
            all.put(names[i].text(), i);
        }
        return all;
    }

    private int place(Name name) {
        if ((bits & name.bit()) == 0) {
            return -1;
        }
        if (places != null) {
            return places.getOrDefault(name.text(), -1);
        }
        for (int i = 0; i < size; i++) {
            if (names[i].is(name)) {
                return i;
            }
        }
        return -1;
    }

    private int place(String name) {
        int hash = name.hashCode();
        if ((bits & Name.bit(hash)) == 0) {
            return -1;
        }
        if (places != null) {
            return places.getOrDefault(name, -1);
        }
        for (int i = 0; i < size; i++) {
            if (names[i].is(name, hash)) {
                return i;
            }
        }
        return -1;
    }
}
