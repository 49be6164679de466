/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one fault did: the evidence that it happened, and what it may have cost. */
public final class Bite {

    private final String fault;
    private final List<String> evidence = new ArrayList<>();
    private final Set<ReadingId> destroyed = new HashSet<>();
    private long inFlight;
    private boolean missed;
    private boolean skipped;

    /** Of the fault of this name; nothing has happened yet. */
    public Bite(String fault) {
        this.fault = fault;
    }

    /** Something that shows that the fault has happened. */
    public Bite saw(String what) {
        evidence.add(what);
        return this;
    }

    /** If it is not so the fault has not happened, which fails the run. */
    public Bite expect(boolean happened, String what) {
        return happened ? saw(what) : missed("not seen: " + what);
    }

    /** The fault has not happened. */
    public Bite missed(String why) {
        missed = true;
        return saw(why);
    }

    /** The fault cannot be made on this machine, or in this run. */
    public Bite skip(String why) {
        skipped = true;
        return saw(why);
    }

    /** So many readings were in flight, and may come twice. */
    public Bite inFlight(long readings, String where) {
        inFlight += readings;
        return saw(readings + " in flight (" + where + ")");
    }

    /** These readings stood where the fault has destroyed a disk's content. */
    public Bite destroyed(Set<ReadingId> readings) {
        destroyed.addAll(readings);
        return saw(readings.size() + " readings stood in what was destroyed");
    }

    /** The fault's name. */
    public String fault() {
        return fault;
    }

    /** All that was seen. */
    public List<String> evidence() {
        return List.copyOf(evidence);
    }

    /** How many readings may come twice. */
    public long inFlight() {
        return inFlight;
    }

    /** What may be missing. */
    public Set<ReadingId> destroyed() {
        return Set.copyOf(destroyed);
    }

    /** Whether it should have happened and has not. */
    public boolean isMissed() {
        return missed;
    }

    /** Whether it was left out. */
    public boolean isSkipped() {
        return skipped;
    }
}
