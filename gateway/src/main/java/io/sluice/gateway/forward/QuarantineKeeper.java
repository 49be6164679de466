/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.Ticker;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts a lane's hopeless readings into quarantine, however long that takes: until then the spool
 * holds them. Any thread.
 */
final class QuarantineKeeper {

    private final LaneSettings lane;
    private final Quarantine quarantine;
    private final LaneHealth health;
    private final LaneEvents events;
    private final Ticker ticker;

    QuarantineKeeper(
            LaneSettings lane,
            Quarantine quarantine,
            LaneHealth health,
            LaneEvents events,
            Ticker ticker) {
        this.lane = lane;
        this.quarantine = quarantine;
        this.health = health;
        this.events = events;
        this.ticker = ticker;
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
