/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

/**
 * The balance of a run.
 *
 * @param sent readings that the ledger says were published
 * @param acknowledged readings of these that were acknowledged
 * @param delivered readings of the ledger that were found, each counted once
 * @param lost readings that were acknowledged and were not found
 * @param duplicates copies found beyond the first of each reading
 * @param foreign readings found that are not the ledger's: of devices or numbers that it does not
 *     know, or of another run's time
 * @param unrecognised values and lines found that are not readings
 * @param objects objects read
 */
public record VerificationReport(
        long sent,
        long acknowledged,
        long delivered,
        long lost,
        long duplicates,
        long foreign,
        long unrecognised,
        long objects) {

    /** Whether everything that was acknowledged was found. */
    public boolean isLossless() {
        return lost == 0;
    }
}
