/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.jspecify.annotations.Nullable;

/**
 * Whether receipts are being settled, and if not, why; tells the events of each change, and while
 * it lasts.
 */
final class Pause {

    private final SpoolEvents events;
    private volatile @Nullable String reason;
    private volatile boolean forGood;

    Pause(SpoolEvents events) {
        this.events = events;
    }

    /** Nothing is settled from now on, because of this. */
    void because(String newReason) {
        boolean begins = reason == null;
        reason = newReason;
        if (begins) {
            events.paused(newReason);
        } else {
            events.stillPaused(newReason);
        }
    }

    /** Nothing will be settled any more until the gateway is restarted, because of this. */
    void forGood(String newReason) {
        forGood = true;
        because(newReason);
    }

    /** Whether only a restart ends it. */
    boolean isForGood() {
        return forGood;
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
