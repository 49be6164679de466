/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.forward.FileQuarantine;
import io.sluice.gateway.forward.Lane;
import io.sluice.gateway.forward.LaneStatus;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.telemetry.Metrics;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Registers what is read from the parts when metrics are scraped. */
record GatewayGauges(
        Metrics metrics,
        Spool spool,
        FileQuarantine quarantine,
        List<Lane> lanes,
        Gateway gateway,
        Ticker ticker) {

    void register() {
        metrics.gauge(
                "sluice.ready",
                "1 if readings flow, else 0",
                gateway,
                g -> g.notReadyBecause().isEmpty() ? 1 : 0);
        metrics.gauge(
                "sluice.spool.bytes",
                "Bytes that the spool holds",
                spool,
                s -> s.status().heldBytes());
        metrics.gauge(
                "sluice.spool.max.bytes", "The spool's bound", spool, s -> s.status().maxBytes());
        metrics.gauge(
                "sluice.spool.unsettled",
                "Messages that came and are not acknowledged yet",
                spool,
                s -> s.status().unsettledMessages());
        metrics.gauge(
                "sluice.quarantine.letters",
                "Dead letters in quarantine",
                quarantine,
                FileQuarantine::size);
        metrics.gauge(
                "sluice.quarantine.bytes",
                "Bytes of dead letters",
                quarantine,
                FileQuarantine::heldBytes);
        for (Lane lane : lanes) {
            LaneStatus status = lane.status();
            String[] labels = {"stream", status.stream(), "route", status.route()};
            metrics.gauge(
                    "sluice.lane.behind.bytes",
                    "Bytes of the spool that wait for a lane",
                    lane,
                    l -> l.status().bytesBehind(),
                    labels);
            metrics.gauge(
                    "sluice.lane.oldest.age.seconds",
                    "Age of the oldest reading under way",
                    lane,
                    l -> age(l, ticker.now()),
                    labels);
            metrics.gauge(
                    "sluice.lane.blocked",
                    "1 if somebody must act before the lane goes on",
                    lane,
                    l -> l.status().state().equals("blocked") ? 1 : 0,
                    labels);
        }
    }

    private static double age(Lane lane, Instant now) {
        Instant oldest = lane.status().oldestReceivedAt();
        return oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
    }
}
