/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import org.jspecify.annotations.Nullable;

/** What is wrong with a lane now, if anything; tells the events when that changes. Any thread. */
final class LaneHealth {

    private final LaneSettings lane;
    private final LaneEvents events;

    private @Nullable Failure failure;
    private boolean blocked;
    private @Nullable Throwable death;

    LaneHealth(LaneSettings lane, LaneEvents events) {
        this.lane = lane;
        this.events = events;
    }

    synchronized void delivered() {
        failure = null;
        if (blocked) {
            blocked = false;
            events.unblocked(lane);
        }
    }

    synchronized void failed(Failure now) {
        failure = now;
        if (now.kind().operatorMustAct()) {
            block(now);
        }
    }

    /** Blocked by something other than the stream, such as a quarantine that is full. */
    synchronized void block(Failure now) {
        failure = now;
        if (!blocked) {
            blocked = true;
            events.blocked(lane, now);
        }
    }

    synchronized void died(Throwable cause) {
        death = cause;
        events.died(lane, cause);
    }

    synchronized @Nullable Failure failure() {
        return failure;
    }

    synchronized boolean isBlocked() {
        return blocked;
    }

    synchronized @Nullable Throwable death() {
        return death;
    }
}
