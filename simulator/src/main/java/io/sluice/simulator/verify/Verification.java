/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import io.sluice.simulator.ledger.Ledger;
import io.sluice.simulator.ledger.LedgerSnapshot;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what a ledger says was acknowledged with the objects below {@code DATA/s3}. It may be
 * asked again and again: each object is read once. Not thread-safe.
 *
 * <p>Takes three bits a reading, and reads objects as streams.
 */
public final class Verification {

    private static final String BUCKETS = "s3";

    private final DeliveredReadings delivered;
    private final Findings findings;

    private Verification(LedgerSnapshot ledger, Path data) {
        delivered = new DeliveredReadings(data.resolve(BUCKETS));
        findings = new Findings(ledger);
    }

    /**
     * Compares with a ledger's account.
     *
     * @param data the data directory of a local AWS
     * @throws CommandFailure if there is no such directory
     */
    public static Verification of(LedgerSnapshot ledger, Path data) {
        if (!Files.isDirectory(data)) {
            throw CommandFailure.usage(
                    "there is no data directory at "
                            + data
                            + "; name the one that local AWS was started with");
        }
        return new Verification(ledger, data);
    }

    /** Compares with what this ledger says now; see {@link #of(LedgerSnapshot, Path)}. */
    public static Verification of(Ledger ledger, Path data) {
        return of(ledger.snapshot(), data);
    }

    /**
     * Reads the objects that are new, and gives the balance of all that were read.
     *
     * @throws IOException if the tree cannot be walked; a single object that cannot be read is
     *     reported in the log, and counts as unrecognised
     */
    public VerificationReport report() throws IOException {
        delivered.visitNew(findings);
        return findings.report(delivered.objects());
    }
}
