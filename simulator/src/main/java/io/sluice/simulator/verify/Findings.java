/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import io.sluice.simulator.ledger.LedgerSnapshot;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found so far, a bit a reading. Not thread-safe. */
final class Findings implements ReadingVisitor {

    private final LedgerSnapshot ledger;
    private final Map<String, BitSet> found = new HashMap<>();
    private long delivered;
    private long duplicates;
    private long foreign;
    private long unrecognised;

    Findings(LedgerSnapshot ledger) {
        this.ledger = ledger;
    }

    @Override
    public void reading(String device, long seq, @Nullable Instant measuredAt) {
        if (!ledger.isSent(device, seq, measuredAt)) {
            foreign++;
            return;
        }
        BitSet seqs = found.computeIfAbsent(device, name -> new BitSet());
        if (seqs.get((int) seq)) {
            duplicates++;
        } else {
            seqs.set((int) seq);
            delivered++;
        }
    }

    @Override
    public void unrecognised() {
        unrecognised++;
    }

    VerificationReport report(long objects) {
        long lost = 0;
        for (String device : ledger.devices()) {
            lost += ledger.acknowledgedWithout(device, found.getOrDefault(device, new BitSet()));
        }
        return new VerificationReport(
                ledger.sent(),
                ledger.acknowledged(),
                delivered,
                lost,
                duplicates,
                foreign,
                unrecognised,
                objects);
    }
}
