/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a lane now, if anything: with the stream, with quarantine, with the spool,
 * each until that very one is well again. Tells the events when the lane becomes blocked and when
 * it is no longer. Any thread.
 */
final class LaneHealth {

    private final LaneSettings lane;
    private final LaneEvents events;
    private final Ticker ticker;

    // under this object's monitor
    private @Nullable Failure stream;
    private long streamFailedAt;
    private @Nullable Failure quarantine;
    private @Nullable Failure spool;
    private @Nullable Failure again;
    private boolean blockedWasSaid;
    private @Nullable Throwable death;

    LaneHealth(LaneSettings lane, LaneEvents events, Ticker ticker) {
        this.lane = lane;
        this.events = events;
        this.ticker = ticker;
    }

    /** The stream took a record, or judged it for good. */
    synchronized void answered() {
        stream = null;
        tell();
    }

    /** An attempt ended without anything taken. */
    synchronized void failed(Failure now) {
        if (stream == null) {
            streamFailedAt = ticker.nanos();
        }
        stream = now;
        tell();
    }

    synchronized void quarantineRefuses(Failure now) {
        quarantine = now;
        tell();
    }

    synchronized void quarantineTakes() {
        quarantine = null;
        tell();
    }

    synchronized void spoolFails(Failure now) {
        spool = now;
        tell();
    }

    synchronized void spoolReads() {
        spool = null;
        tell();
    }

    /** A reading that is to be put aside cannot be read again, whatever its reader can read. */
    synchronized void cannotReadAgain(Failure now) {
        again = now;
        tell();
    }

    synchronized void readsAgain() {
        again = null;
        tell();
    }

    /** One of its threads ended by something unforeseen; said once. */
    synchronized void died(Throwable cause) {
        if (death == null) {
            death = cause;
            events.died(lane, cause);
        }
    }

    synchronized boolean isDead() {
        return death != null;
    }

    /** {@code flowing}, {@code retrying}, {@code blocked} or {@code dead}. */
    synchronized String state() {
        if (death != null) {
            return "dead";
        }
        if (isBlocked()) {
            return "blocked";
        }
        return stream == null ? "flowing" : "retrying";
    }

    /** What is wrong now, that which somebody must act on first; null if all is well. */
    synchronized @Nullable Failure failure() {
        if (quarantine != null) {
            return quarantine;
        }
        if (again != null) {
            return again;
        }
        return spool != null ? spool : stream;
    }

    /** How long the stream has taken nothing, though it was asked to; zero if it takes. */
    synchronized Duration failingFor() {
        return stream == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, ticker.nanos() - streamFailedAt));
    }

    private boolean isBlocked() {
        return quarantine != null
                || spool != null
                || again != null
                || (stream != null && stream.kind().operatorMustAct());
    }

    private void tell() {
        boolean blocked = isBlocked();
        if (blocked && !blockedWasSaid) {
            events.blocked(lane, Objects.requireNonNull(failure()));
        } else if (!blocked && blockedWasSaid) {
            events.unblocked(lane);
        }
        blockedWasSaid = blocked;
    }
}
