/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import java.util.Collections;
import java.util.List;

/**
 * What became of a batch: one verdict per record, in the batch's order.
 *
 * @param verdicts never empty
 */
public record DeliveryReport(List<Verdict> verdicts) {

    /** Copies the verdicts. */
    public DeliveryReport {
        verdicts = List.copyOf(verdicts);
    }

    /** The same verdict for all records of a batch: the call as a whole succeeded or failed. */
    public static DeliveryReport ofAll(Batch batch, Verdict verdict) {
        return new DeliveryReport(Collections.nCopies(batch.records().size(), verdict));
    }

    /**
     * Verdicts for a batch; throws IllegalArgumentException if their number is not that of its
     * records.
     */
    public static DeliveryReport of(Batch batch, List<Verdict> verdicts) {
        if (verdicts.size() != batch.records().size()) {
            throw new IllegalArgumentException(
                    verdicts.size() + " verdicts for " + batch.records().size() + " records");
        }
        return new DeliveryReport(verdicts);
    }
}
