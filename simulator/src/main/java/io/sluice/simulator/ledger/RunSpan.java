/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one run of a simulator wrote to the ledger, both ends included, in milliseconds as readings
 * have them.
 *
 * @param begin null if the ledger does not say: it was written before ledgers said it
 * @param end null while the run goes on, or if it was killed
 */
record RunSpan(@Nullable Instant begin, @Nullable Instant end) {

    static final RunSpan UNKNOWN = new RunSpan(null, null);

    RunSpan endedAt(Instant at) {
        return new RunSpan(begin, at);
    }

    /** Whether a reading that was measured at this moment, null if it does not say, can be its. */
    boolean covers(@Nullable Instant measuredAt) {
        if (measuredAt == null) {
            return begin == null;
        }
        return (begin == null || !measuredAt.isBefore(begin))
                && (end == null || !measuredAt.isAfter(end));
    }
}
