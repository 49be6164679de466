/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Comes to a balance that can be trusted: while something is missing which may still be buffered,
 * it looks again, and reads only what is new.
 */
public final class Verdict {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Verification verification;
    private final PendingDelivery pending;
    private final Termination termination;

    /**
     * @param data the directory that {@code verification} reads
     * @param termination ends the waiting early
     */
    public Verdict(Verification verification, Path data, Termination termination) {
        this.verification = verification;
        this.pending = new PendingDelivery(data);
        this.termination = termination;
    }

    /**
     * The balance, once nothing is missing, nothing more can come, or the time is up.
     *
     * @param wait how long to wait at most
     * @param onWaiting run once if there is a reason to wait
     */
    public VerificationReport await(Duration wait, Runnable onWaiting)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        VerificationReport report = verification.report();
        boolean told = false;
        while (!report.isLossless() && System.nanoTime() < deadline) {
            // asked before looking: what it writes in between is found below
            boolean moreMayCome = pending.isPossible();
            if (moreMayCome && !told) {
                onWaiting.run();
                told = true;
            }
            if (moreMayCome && termination.await(LOOK_EVERY)) {
                return report;
            }
            report = verification.report();
            if (!moreMayCome) {
                return report;
            }
        }
        return report;
    }
}
