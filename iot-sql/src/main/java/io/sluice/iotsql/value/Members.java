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
 * whatever they are.
 */
public final class Members {

    /** As many names are looked through faster than hashed. */
    private static final int SEARCHED = 16;

    private Name[] names;
    private Value[] values;
    private int size;
    // where each name is, once there are more of them than are looked through
    private @Nullable Map<String, Integer> places;

    /** None yet, and room for that many. */
    public Members(int room) {
        names = new Name[room];
        values = new Value[room];
    }

    /** Those of another, and room for some more. */
    public Members(Members other, int more) {
        names = Arrays.copyOf(other.names, other.size + more);
        values = Arrays.copyOf(other.values, other.size + more);
        size = other.size;
        places = other.places == null ? null : new HashMap<>(other.places);
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
        return values[place];
    }

    /** The value of the member of that name; null if there is none. */
    public @Nullable Value get(String name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    /** Gives a member its value; one that was there keeps its place. */
    public void put(Name name, Value value) {
        int place = place(name);
        if (place < 0) {
            add(name, value);
        } else {
            values[place] = value;
        }
    }

    /** Gives a member its value unless it has one. */
    public void putIfAbsent(Name name, Value value) {
        if (place(name) < 0) {
            add(name, value);
        }
    }

    private void add(Name name, Value value) {
        if (size == names.length) {
            int room = Math.max(8, 2 * size);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
        }
        names[size] = name;
        values[size] = value;
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
        if (places != null) {
            return places.getOrDefault(name, -1);
        }
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            if (names[i].is(name, hash)) {
                return i;
            }
        }
        return -1;
    }
}
