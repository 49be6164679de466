/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.jspecify.annotations.Nullable;

/** Whether receipts are being settled, and if not, why; tells the events once for each change. */
final class Pause {

    private final SpoolEvents events;
    private volatile @Nullable String reason;

    Pause(SpoolEvents events) {
        this.events = events;
    }

    /** Nothing is settled from now on, because of this. */
    void because(String newReason) {
        boolean begins = reason == null;
        reason = newReason;
        if (begins) {
            events.paused(newReason);
        }
    }

    /** All is well. */
    void over() {
        if (reason != null) {
            reason = null;
            events.resumed();
        }
    }

    /** Why, or null if all is well. */
    @Nullable String reason() {
        return reason;
    }
}
