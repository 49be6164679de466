/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.forward.Lane;
import io.sluice.gateway.forward.LaneEvents;
import io.sluice.gateway.forward.LaneStatus;
import io.sluice.gateway.forward.Quarantine;
import io.sluice.gateway.forward.WayOut;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The lanes of all routes. They are replaced as a whole when the mode changes: the new ones begin
 * where the old ones released last. Started, settled and closed by one thread; looked at by any.
 */
final class LaneGroup implements AutoCloseable {

    private final GatewayConfig config;
    private final Spool spool;
    private final Quarantine quarantine;
    private final LaneEvents events;
    private final Ticker ticker;

    private volatile List<Lane> lanes = List.of();

    LaneGroup(
            GatewayConfig config,
            Spool spool,
            Quarantine quarantine,
            LaneEvents events,
            Ticker ticker) {
        this.config = config;
        this.spool = spool;
        this.quarantine = quarantine;
        this.events = events;
        this.ticker = ticker;
    }

    /** Starts a lane for each route, by the way that is given for it. */
    void start(Function<RouteConfig, WayOut> ways) {
        List<Lane> started = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            started.add(
                    new Lane(
                            Parts.lane(config, route),
                            spool.cursor(route.name()),
                            ways.apply(route),
                            quarantine,
                            events,
                            ticker));
        }
        lanes = List.copyOf(started);
        started.forEach(Lane::start);
    }

    /**
     * Lets what is under way come to its end, in all lanes at once, and closes them.
     *
     * @return how many stretches of the log had not left by then
     */
    int settle(Duration timeout) throws InterruptedException {
        long deadline = ticker.nanos() + timeout.toNanos();
        lanes.forEach(Lane::readNoFurther);
        int unsettled = 0;
        for (Lane lane : lanes) {
            unsettled += lane.settle(Duration.ofNanos(Math.max(0, deadline - ticker.nanos())));
        }
        return unsettled;
    }

    /**
     * Sends what is in the spool, until a time of the ticker, and closes the lanes.
     *
     * @return whether all has left
     */
    boolean drain(long deadline) throws InterruptedException {
        boolean drained = true;
        lanes.forEach(Lane::hurry);
        for (Lane lane : lanes) {
            drained &= lane.drain(Duration.ofNanos(Math.max(0, deadline - ticker.nanos())));
        }
        return drained;
    }

    /** How each of them does, in the order of the routes. */
    List<LaneStatus> statuses() {
        return lanes.stream().map(Lane::status).toList();
    }

    /** How the lane of this place does, whichever lane that is when asked. */
    Supplier<LaneStatus> status(int place) {
        return () -> lanes.get(place).status();
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
