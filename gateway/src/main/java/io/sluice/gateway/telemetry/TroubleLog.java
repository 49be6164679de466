/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which news of a trouble that comes, stays and goes is worth a line: each change while all
 * is rare, then only at intervals that grow from ten seconds to ten minutes. Beginning and end are
 * told as a pair, so that the last line of a reader is right: a trouble that comes too soon after
 * one that was told, and is over within a second, is only counted. Any thread may call it.
 */
final class TroubleLog {

    private static final long FIRST_INTERVAL = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_INTERVAL = Duration.ofMinutes(10).toNanos();
    private static final long PASSING = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;

    // for the life of the gateway
    private long interval = FIRST_INTERVAL;
    private @Nullable Long toldAt;
    private long untold;

    // for one trouble
    private boolean told;
    private String reason = "";
    private long beganAt;

    TroubleLog(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A trouble begins: whether to say so. */
    synchronized boolean begins(String newReason) {
        long now = ticker.nanos();
        beganAt = now;
        told = false;
        reason = newReason;
        if (toldAt != null && now - toldAt < interval) {
            untold++;
            return false;
        }
        if (toldAt != null && now - toldAt >= 2 * interval) {
            interval = FIRST_INTERVAL;
        } else if (toldAt != null) {
            interval = Math.min(2 * interval, LONGEST_INTERVAL);
        }
        return tell(now);
    }

    /** It is still there: whether to say so. */
    synchronized boolean lasts(String newReason) {
        long now = ticker.nanos();
        boolean changed = !newReason.equals(reason);
        reason = newReason;
        if (changed || (!told && now - beganAt >= PASSING)) {
            return tell(now);
        }
        if (told && toldAt != null && now - toldAt >= interval) {
            interval = Math.min(2 * interval, LONGEST_INTERVAL);
            return tell(now);
        }
        return false;
    }

    /** It is over: whether to say so. */
    synchronized boolean ends() {
        boolean wasTold = told;
        told = false;
        return wasTold;
    }

    /** How many troubles have begun and were not told, since this was last asked. */
    synchronized long untold() {
        long count = untold;
        untold = 0;
        return count;
    }

    private boolean tell(long now) {
        told = true;
        toldAt = now;
        return true;
    }
}
