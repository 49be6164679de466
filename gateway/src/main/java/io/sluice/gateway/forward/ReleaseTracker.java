/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.SpoolPosition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns completions in any order into releases in the order of the log: a stretch of the log is
 * released once it and all before it are complete. Any thread may complete a stretch; one thread
 * begins them, in order.
 */
final class ReleaseTracker {

    private final Consumer<SpoolPosition> release;
    private final ArrayDeque<Stretch> underWay = new ArrayDeque<>();

    ReleaseTracker(Consumer<SpoolPosition> release) {
        this.release = release;
    }

    /**
     * The next stretch of the log, which ends at {@code end} and whose first reading came at {@code
     * since}.
     */
    synchronized Stretch begin(SpoolPosition end, Instant since) {
        Stretch stretch = new Stretch(end, since);
        underWay.addLast(stretch);
        return stretch;
    }

    /**
     * Says that the log up to {@code end} holds nothing more for this lane. However often that is
     * said behind a stretch that does not end, it is kept once.
     */
    void skipTo(SpoolPosition end) {
        synchronized (this) {
            Stretch last = underWay.peekLast();
            if (last != null && last.since.equals(Instant.EPOCH)) {
                last.end = end;
                return;
            }
        }
        begin(end, Instant.EPOCH).complete();
    }

    /** How many stretches are not released yet. */
    synchronized int size() {
        return underWay.size();
    }

    /** When the oldest reading came that is under way, or null if none is. */
    synchronized @Nullable Instant oldest() {
        for (Stretch stretch : underWay) {
            if (!stretch.complete) {
                return stretch.since;
            }
        }
        return null;
    }

    /**
     * Runs something that interrupts threads at a moment when none of them releases: a thread that
     * is interrupted while it uses a file channel closes the channel for all.
     */
    synchronized void whileNothingIsReleased(Runnable interruption) {
        interruption.run();
    }

    private static void uninterrupted(Runnable action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void advance() {
        SpoolPosition reached = null;
        @Nullable Stretch first;
        while ((first = underWay.peekFirst()) != null && first.complete) {
            reached = first.end;
            underWay.removeFirst();
        }
        if (reached != null) {
            release.accept(reached);
        }
    }

    /** A part of the log that leaves the gateway as one. */
    final class Stretch {
        private SpoolPosition end;
        private final Instant since;
        private boolean complete;

        private Stretch(SpoolPosition end, Instant since) {
            this.end = end;
            this.since = since;
        }

        /** All of it has left the gateway. */
        void complete() {
            synchronized (ReleaseTracker.this) {
                complete = true;
                uninterrupted(ReleaseTracker.this::advance);
            }
        }
    }
}
