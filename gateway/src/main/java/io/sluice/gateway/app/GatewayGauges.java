/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.forward.FileQuarantine;
import io.sluice.gateway.forward.LaneStatus;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.telemetry.Metrics;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Registers what is read from the parts when metrics are scraped. */
record GatewayGauges(
        Metrics metrics, Spool spool, FileQuarantine quarantine, Gateway gateway, Ticker ticker) {

    void register(GatewayConfig config, LaneGroup lanes, GatewayWays ways) {
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
        metrics.gauge(
                "sluice.mode.iot.rule",
                "1 in mode iot-rule, 0 in mode direct",
                gateway,
                g -> g.mode().equals(Mode.IOT_RULE.toString()) ? 1 : 0);
        metrics.gauge(
                "sluice.relay.connections",
                "Open connections to AWS IoT Core",
                ways,
                GatewayWays::connections);
        for (int i = 0; i < config.routes().size(); i++) {
            RouteConfig route = config.routes().get(i);
            lane(lanes.status(i), new String[] {"stream", route.stream(), "route", route.name()});
        }
    }

    /** A lane's gauges, whichever lane is the route's at the time. */
    private void lane(Supplier<LaneStatus> lane, String[] labels) {
        metrics.gauge(
                "sluice.lane.behind.bytes",
                "Bytes of the spool that wait for a lane",
                lane,
                l -> l.get().bytesBehind(),
                labels);
        metrics.gauge(
                "sluice.lane.oldest.age.seconds",
                "Age of the oldest reading under way",
                lane,
                l -> age(l.get(), ticker.now()),
                labels);
        metrics.gauge(
                "sluice.lane.blocked",
                "1 if somebody must act before the lane goes on",
                lane,
                l -> l.get().state().equals("blocked") ? 1 : 0,
                labels);
    }

    private static double age(LaneStatus lane, Instant now) {
        Instant oldest = lane.oldestReceivedAt();
        return oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
    }
}
