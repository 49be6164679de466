/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a ledger said at one moment. Immutable; takes two bits a reading. */
public final class LedgerSnapshot {

    private final Map<String, Account> accounts;
    private final List<RunSpan> runs;
    private final long sent;
    private final long acknowledged;

    LedgerSnapshot(Map<String, Account> accounts, List<RunSpan> runs) {
        this.accounts = Map.copyOf(accounts);
        this.runs = List.copyOf(runs);
        sent = accounts.values().stream().mapToLong(a -> a.sent().cardinality()).sum();
        acknowledged =
                accounts.values().stream().mapToLong(a -> a.acknowledged().cardinality()).sum();
    }

    /**
     * Reads a ledger, also one that is being written.
     *
     * @throws io.sluice.toolkit.CommandFailure if there is none, or it is not a ledger
     * @throws IOException if it cannot be read
     */
    public static LedgerSnapshot read(Path file) throws IOException {
        return LedgerFile.read(file).snapshot();
    }

    /** How many readings were published. */
    public long sent() {
        return sent;
    }

    /** How many readings were acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** The devices that the ledger knows. */
    public Set<String> devices() {
        return accounts.keySet();
    }

    /** Whether this reading was published. */
    public boolean isSent(String device, long seq) {
        Account account = accounts.get(device);
        return account != null
                && seq >= 0
                && seq <= Integer.MAX_VALUE
                && account.sent().get((int) seq);
    }

    /**
     * Whether this reading was published, by the run that the ledger means. Another run of the same
     * devices counts from 0 too, so its readings are told by their time.
     *
     * @param measuredAt the reading's {@code ts}; null if it has none
     */
    public boolean isSent(String device, long seq, @Nullable Instant measuredAt) {
        Account account = accounts.get(device);
        return account != null
                && isSent(device, seq)
                && runs.get(account.runOf((int) seq)).covers(measuredAt);
    }

    /**
     * Whether the ledger says of all its readings when the run began that published them. Older
     * ledgers do not: for those, readings of other runs cannot be told apart.
     */
    public boolean isDated() {
        return accounts.values().stream()
                .flatMap(account -> account.runs().values().stream())
                .allMatch(run -> runs.get(run).begin() != null);
    }

    /** How many readings of this device are acknowledged but are not in {@code found}. */
    public long acknowledgedWithout(String device, BitSet found) {
        Account account = accounts.get(device);
        if (account == null) {
            return 0;
        }
        BitSet missing = (BitSet) account.acknowledged().clone();
        missing.andNot(found);
        return missing.cardinality();
    }

    /**
     * One device: the bit of a reading is its sequence number.
     *
     * @param runs the first reading of each run, and the number of the run
     */
    record Account(BitSet sent, BitSet acknowledged, NavigableMap<Integer, Integer> runs) {

        private int runOf(int seq) {
            return runs.floorEntry(seq).getValue();
        }
    }
}
