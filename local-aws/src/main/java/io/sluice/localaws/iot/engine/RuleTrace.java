/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What the rules did with the latest messages. Any thread may call. Bounded: the oldest goes when
 * there is no room.
 */
public final class RuleTrace {

    private static final int MAX_ENTRIES = 1_000;

    private final Deque<MessageTrace> entries = new ArrayDeque<>();

    void add(MessageTrace entry) {
        synchronized (entries) {
            if (entries.size() == MAX_ENTRIES) {
                entries.removeLast();
            }
            entries.addFirst(entry);
        }
    }

    /** The latest messages, the newest first. */
    public List<MessageTrace> latest(int limit) {
        synchronized (entries) {
            List<MessageTrace> found = new ArrayList<>();
            Iterator<MessageTrace> newestFirst = entries.iterator();
            while (newestFirst.hasNext() && found.size() < limit) {
                found.add(newestFirst.next());
            }
            return found;
        }
    }
}
