/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on, and keeps a listener's exception from ending the spool's own threads. */
record GuardedEvents(SpoolEvents listener) implements SpoolEvents {

    private static final Logger log = LoggerFactory.getLogger(GuardedEvents.class);

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A listener of the spool's events has failed");
        }
    }

    @Override
    public void synced(int messages, long bytes, long nanos) {
        tell(() -> listener.synced(messages, bytes, nanos));
    }

    @Override
    public void paused(String reason) {
        tell(() -> listener.paused(reason));
    }

    @Override
    public void stillPaused(String reason) {
        tell(() -> listener.stillPaused(reason));
    }

    @Override
    public void resumed() {
        tell(listener::resumed);
    }

    @Override
    public void dropped(String topic, String reason) {
        tell(() -> listener.dropped(topic, reason));
    }

    @Override
    public void damaged(String segment, long offset, long bytes, String keptIn) {
        tell(() -> listener.damaged(segment, offset, bytes, keptIn));
    }

    @Override
    public void missing(SpoolPosition from, SpoolPosition to, String reason) {
        tell(() -> listener.missing(from, to, reason));
    }
}
