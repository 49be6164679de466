/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import java.util.HashMap;
import java.util.Map;

/**
 * The time of one fault, until the gateway has come back and readings flow. A reading belongs to
 * the phase in which it was sent.
 */
public final class Phase {

    private final Bite bite;
    private final Map<String, Integer> begins = new HashMap<>();

    /** A phase that begins now. */
    public Phase(Bite bite, LedgerTail ledger) {
        this.bite = bite;
        for (String device : ledger.devices()) {
            begins.put(device, ledger.end(device));
        }
    }

    /** What the fault did. */
    public Bite bite() {
        return bite;
    }

    /** The first number of this device in this phase. */
    int begin(String device) {
        return begins.getOrDefault(device, 0);
    }
}
