/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What one device published and what was acknowledged, a bit a reading. Not thread-safe. */
final class DeviceAccount {

    private final int number;
    private final BitSet published = new BitSet();
    private final BitSet acknowledged = new BitSet();
    // the first reading of each run in which there was one, and the number of that run
    private final NavigableMap<Integer, Integer> runs = new TreeMap<>();
    private int nextSeq;

    DeviceAccount(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void publish(long seq, int run) {
        int bit = Math.toIntExact(seq);
        published.set(bit);
        if (bit >= nextSeq) {
            nextSeq = bit + 1;
            if (runs.isEmpty() || runs.lastEntry().getValue() != run) {
                runs.put(bit, run);
            }
        }
    }

    void acknowledge(long seq, int run) {
        publish(seq, run);
        acknowledged.set((int) seq);
    }

    long nextSeq() {
        return nextSeq;
    }

    /** A copy of what is at or after {@code first}. */
    LedgerSnapshot.Account copyFrom(long first) {
        BitSet sent = (BitSet) published.clone();
        BitSet settled = (BitSet) acknowledged.clone();
        sent.clear(0, Math.toIntExact(first));
        settled.clear(0, Math.toIntExact(first));
        return new LedgerSnapshot.Account(sent, settled, new TreeMap<>(runs));
    }
}
