/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.Ticker;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a lane's hopeless readings into quarantine, however long that takes: until then the spool
 * holds them. Any thread.
 */
final class QuarantineKeeper {

    private final LaneSettings lane;
    private final Function<SpoolPosition, @Nullable SpooledMessage> again;
    private final Quarantine quarantine;
    private final LaneHealth health;
    private final LaneEvents events;
    private final Ticker ticker;

    QuarantineKeeper(
            LaneSettings lane,
            Function<SpoolPosition, @Nullable SpooledMessage> again,
            Quarantine quarantine,
            LaneHealth health,
            LaneEvents events,
            Ticker ticker) {
        this.lane = lane;
        this.again = again;
        this.quarantine = quarantine;
        this.health = health;
        this.events = events;
        this.ticker = ticker;
    }

    /**
     * Reads the reading that begins there again, and returns once it is in quarantine. One that the
     * spool has found damaged since then was set aside by it, as far as it can be.
     *
     * @throws InterruptedException if the gateway stops; the reading stays in the spool
     */
    void keep(SpoolPosition begin, Failure failure) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                SpooledMessage reading = again.apply(begin);
                health.readsAgain();
                if (reading != null) {
                    keep(reading, failure);
                }
                return;
            } catch (SpoolException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(); // which is what it fails by
                }
                health.cannotReadAgain(
                        new Failure(FailureKind.UNKNOWN, String.valueOf(e.getMessage())));
                ticker.sleep(lane.backoff().before(attempt, ThreadLocalRandom.current()));
            }
        }
    }

    /**
     * Returns once the reading is in quarantine.
     *
     * @throws InterruptedException if the gateway stops; the reading stays in the spool
     */
    void keep(SpooledMessage reading, Failure failure) throws InterruptedException {
        DeadLetter letter =
                new DeadLetter(
                        lane.route(),
                        lane.stream(),
                        failure.kind().label(),
                        failure.message(),
                        ticker.now(),
                        reading.topic(),
                        reading.qos(),
                        reading.retained(),
                        reading.properties(),
                        reading.receivedAt(),
                        reading.payload());
        for (int attempt = 1; ; attempt++) {
            try {
                quarantine.store(letter);
                health.quarantineTakes();
                events.quarantined(lane, failure.kind(), failure.message());
                return;
            } catch (QuarantineException e) {
                health.quarantineRefuses(
                        new Failure(FailureKind.UNKNOWN, String.valueOf(e.getMessage())));
                ticker.sleep(lane.backoff().before(attempt, ThreadLocalRandom.current()));
            }
        }
    }
}
