/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.Ticker;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one lane share: what is under way, how the lane does, whom to tell, where to
 * put what is hopeless.
 */
final class LaneContext {

    private final LaneSettings lane;
    private final ReleaseTracker tracker;
    private final LaneHealth health;
    private final LaneEvents events;
    private final QuarantineKeeper quarantine;
    private final Ticker ticker;

    /** Where the last stretch ended; the reader's alone. */
    private long handedOver;

    /**
     * @param release as {@link SpoolCursor#release}
     * @param again as {@link SpoolCursor#again}
     */
    LaneContext(
            LaneSettings lane,
            SpoolPosition begin,
            Consumer<SpoolPosition> release,
            Function<SpoolPosition, @Nullable SpooledMessage> again,
            Quarantine quarantine,
            LaneEvents events,
            Ticker ticker) {
        this.lane = lane;
        this.handedOver = begin.offset();
        this.tracker = new ReleaseTracker(release);
        this.health = new LaneHealth(lane, events, ticker);
        this.events = events;
        this.ticker = ticker;
        this.quarantine = new QuarantineKeeper(lane, again, quarantine, health, events, ticker);
    }

    LaneSettings lane() {
        return lane;
    }

    ReleaseTracker tracker() {
        return tracker;
    }

    LaneHealth health() {
        return health;
    }

    LaneEvents events() {
        return events;
    }

    QuarantineKeeper quarantine() {
        return quarantine;
    }

    Ticker ticker() {
        return ticker;
    }

    /** The next stretch of the log; the reader's alone. */
    ReleaseTracker.Stretch begin(SpoolPosition end, Instant since) {
        handedOver = end.offset();
        return tracker.begin(end, since);
    }

    /**
     * What was read behind the last reading of this lane is other lanes' business. It must be given
     * up here and now: if nothing comes after it, nothing else would release it, and with broker
     * durability the broker sends nothing more while its window is full of it. The reader's alone.
     */
    void skipTo(SpoolPosition read) {
        if (read.offset() > handedOver) {
            handedOver = read.offset();
            tracker.skipTo(read);
        }
    }

    /** Puts a reading aside that can never leave; the reader's alone. */
    void putAside(SpooledMessage reading, Failure failure) throws InterruptedException {
        ReleaseTracker.Stretch stretch = begin(reading.end(), reading.receivedAt());
        quarantine.keep(reading, failure);
        stretch.complete();
    }
}
