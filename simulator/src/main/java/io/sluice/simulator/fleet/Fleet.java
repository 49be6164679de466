/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import io.sluice.simulator.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many devices that publish over a few MQTT 3.1.1 connections.
 *
 * <p>A broker which is not there yet is waited for; after a lost connection everything that was not
 * acknowledged is sent again. A reading counts as published once Paho has taken it, and as
 * acknowledged at its PUBACK (MQTT 3.1.1 section 3.4). Any thread may call it. The ledger stays the
 * caller's, who closes it after the fleet.
 */
public final class Fleet implements Emitter {

    // for disconnecting, beyond the time given for acknowledgements
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    private final FleetOptions options;
    private final FleetProgress progress = new FleetProgress();
    private final Crew crew = new Crew(progress);

    private Fleet(FleetOptions options) {
        this.options = options;
    }

    /**
     * Starts publishing, and returns at once.
     *
     * @throws io.sluice.toolkit.CommandFailure if the options cannot work
     */
    public static Fleet start(FleetOptions options, Ledger ledger) {
        if (options.broker().address().tls()) {
            // problems with its files are better found before there are threads
            TlsSockets.factory(options.broker().tls());
        }
        Fleet fleet = new Fleet(options);
        List<DeviceConnection> connections = new ArrayList<>();
        for (int i = 0; i < options.connections(); i++) {
            connections.add(
                    new DeviceConnection(i, options, ledger, fleet.progress, Clock.systemUTC()));
        }
        for (int i = 0; i < connections.size(); i++) {
            fleet.crew.start("fleet-" + i, connections.get(i));
        }
        return fleet;
    }

    @Override
    public long published() {
        return progress.publishedCount();
    }

    /** Bytes of the payloads of the readings handed over so far. */
    public long publishedBytes() {
        return progress.publishedByteCount();
    }

    @Override
    public long acknowledged() {
        return progress.acknowledgedCount();
    }

    @Override
    public boolean isFinished() {
        return crew.isGone() || progress.failure().isPresent();
    }

    @Override
    public Optional<String> failure() {
        return progress.failure();
    }

    @Override
    public FleetSummary stop(Duration drain) throws InterruptedException {
        progress.stop(drain);
        crew.await(drain.plus(FAREWELL));
        if (!progress.wasConnected()) {
            progress.fail(
                    "broker "
                            + options.broker().address()
                            + " was never reached; check that it runs and listens there");
        }
        return new FleetSummary(
                published(),
                acknowledged(),
                options.qos() == 0 ? 0 : published(),
                options.workload().devices(),
                progress.elapsed());
    }

    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
