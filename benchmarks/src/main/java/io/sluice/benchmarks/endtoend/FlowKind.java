/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import java.util.Locale;

/** How readings come to the subject. */
enum FlowKind {
    /** They are being published while the subject takes them, as fast as the two can. */
    LIVE,
    /** After a warm-up, they are published at a steady rate. */
    RATE,
    /** They wait in the broker when the subject starts. */
    BACKLOG,
    /** There are none: what is measured is the start. */
    START,
    /**
     * They wait in the gateway's spool, since Firehose refuses them; what is measured is whether
     * one costs more than with an empty spool.
     */
    GROWTH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
