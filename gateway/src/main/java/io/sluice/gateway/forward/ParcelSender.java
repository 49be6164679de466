/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Sends parcels until each of them has left the gateway: accepted ones are done, refused ones are
 * sent again alone after a wait, hopeless ones are narrowed down to the reading that is to blame,
 * which goes to quarantine. Several threads may send at once; while there is no answer, one does.
 */
final class ParcelSender {

    private final LaneSettings lane;
    private final Outlet outlet;
    private final QuarantineKeeper quarantine;
    private final LaneHealth health;
    private final LaneEvents events;
    private final Ticker ticker;
    private final StreamProbe probe = new StreamProbe();

    ParcelSender(LaneContext context, Outlet outlet) {
        this.lane = context.lane();
        this.outlet = outlet;
        this.quarantine = context.quarantine();
        this.health = context.health();
        this.events = context.events();
        this.ticker = context.ticker();
    }

    /**
     * Returns once every parcel is done.
     *
     * @throws InterruptedException if the gateway stops; parcels that are not done stay in the
     *     spool
     */
    void send(List<Parcel> parcels) throws InterruptedException {
        List<Parcel> left = parcels;
        int failuresInARow = 0;
        try (StreamProbe.Turn turn = probe.turn()) {
            while (!left.isEmpty()) {
                turn.await();
                Attempt attempt = attempt(left);
                turn.ended(attempt.isAnswered());
                resolve(attempt.rejected, left.size());
                failuresInARow = attempt.delivered > 0 ? 1 : failuresInARow + 1;
                left = attempt.refused;
                if (!left.isEmpty()) {
                    Failure failure = Objects.requireNonNull(attempt.refusal);
                    events.refused(lane, failure, left.size(), failuresInARow);
                    ticker.sleep(lane.backoff().before(failuresInARow, random()));
                }
            }
        }
    }

    private Attempt attempt(List<Parcel> parcels) throws InterruptedException {
        Batch batch = new Batch(parcels.stream().map(parcel -> parcel.packed().record()).toList());
        DeliveryReport report = outlet.deliver(batch);
        Attempt attempt = new Attempt();
        for (int i = 0; i < parcels.size(); i++) {
            Parcel parcel = parcels.get(i);
            Verdict verdict = report.verdicts().get(i);
            switch (verdict.kind()) {
                case DELIVERED -> {
                    attempt.delivered++;
                    parcel.done().run();
                    events.delivered(lane, parcel.packed().record(), age(parcel));
                }
                case RETRY -> {
                    attempt.refused.add(parcel);
                    attempt.refusal = verdict.failure();
                }
                case REJECTED ->
                        attempt.rejected.add(
                                new Rejected(parcel, Objects.requireNonNull(verdict.failure())));
            }
        }
        if (attempt.delivered > 0 || attempt.refusal == null) {
            health.answered();
        } else {
            health.failed(attempt.refusal);
        }
        return attempt;
    }

    /**
     * Narrows down who is to blame: a batch is sent by halves, a record reading by reading, a
     * reading is quarantined.
     */
    private void resolve(List<Rejected> rejected, int batchSize) throws InterruptedException {
        if (rejected.isEmpty()) {
            return;
        }
        if (batchSize > 1) {
            List<Parcel> parcels = rejected.stream().map(Rejected::parcel).toList();
            int half = (parcels.size() + 1) / 2;
            send(parcels.subList(0, half));
            if (half < parcels.size()) {
                send(parcels.subList(half, parcels.size()));
            }
            return;
        }
        Rejected only = rejected.get(0);
        if (only.parcel.packed().readings().size() > 1) {
            send(only.parcel.split());
        } else {
            quarantine.keep(only.parcel.packed().readings().get(0).begin(), only.failure);
            only.parcel.done().run();
        }
    }

    private Duration age(Parcel parcel) {
        return Duration.between(parcel.packed().readings().get(0).receivedAt(), ticker.now());
    }

    private static RandomGenerator random() {
        return java.util.concurrent.ThreadLocalRandom.current();
    }

    private record Rejected(Parcel parcel, Failure failure) {}

    private static final class Attempt {
        private int delivered;
        private final List<Parcel> refused = new ArrayList<>();
        private @org.jspecify.annotations.Nullable Failure refusal;
        private final List<Rejected> rejected = new ArrayList<>();

        private boolean isAnswered() {
            return refusal == null
                    || delivered > 0
                    || !rejected.isEmpty()
                    || refusal.kind().isAnswer();
        }
    }
}
