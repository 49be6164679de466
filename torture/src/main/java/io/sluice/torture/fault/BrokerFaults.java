/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.BrokerProcess.Kind;
import io.sluice.torture.system.TortureSystem;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A broker that goes away, and a network between it and the gateway that fails. */
final class BrokerFaults {

    private static final String NO_PROXY = "there is no proxy in this run";

    private BrokerFaults() {}

    static List<Fault> all() {
        return List.of(
                SimpleFault.where(
                        s -> s.broker().kind() == Kind.EMBEDDED,
                        "Mosquitto does not sync what it acknowledges, so a kill -9 of it loses readings",
                        "broker-kill",
                        (system, chance, bite) -> away(system, chance, bite, true)),
                SimpleFault.of(
                        "broker-restart",
                        (system, chance, bite) -> away(system, chance, bite, false)),
                network("broker-cut", BrokerFaults::cut),
                network("broker-half-open", BrokerFaults::halfOpen),
                network("broker-latency", BrokerFaults::latency));
    }

    private static Fault network(String name, SimpleFault.Strike action) {
        return SimpleFault.where(s -> s.options().network(), NO_PROXY, name, action);
    }

    private static void away(TortureSystem system, Random chance, Bite bite, boolean kill) {
        system.flow(Duration.ofMillis(200 + chance.nextInt(2_000)));
        bite.saw(kill ? system.broker().kill() : system.broker().terminate());
        system.flow(Duration.ofMillis(500 + chance.nextInt(3_000)));
        long unacknowledged = system.ledger().sent() - system.ledger().acknowledged();
        bite.inFlight(unacknowledged, "sent by devices and not acknowledged");
        system.broker().restart();
        system.gateway().awaitReady();
    }

    private static void cut(TortureSystem system, Random chance, Bite bite) {
        long before = system.connects();
        for (int i = 0; i < 5; i++) {
            system.flow(Duration.ofMillis(200 + chance.nextInt(1_000)));
            system.toBroker().cut();
            system.gateway().awaitReady();
        }
        long again = system.connects() - before;
        bite.expect(again > 0, "5 cuts, connected again " + again + " times");
    }

    private static void halfOpen(TortureSystem system, Random chance, Bite bite) {
        long before = system.connects();
        system.toBroker().swallow();
        boolean noticed =
                system.waitUntil(Duration.ofSeconds(60), () -> !system.gateway().isReady());
        bite.expect(noticed, "the gateway noticed a silent connection");
        bite.saw(system.toBroker().struck() + " chunks swallowed");
        system.toBroker().heal();
        system.gateway().awaitReady();
        bite.saw("connected again " + (system.connects() - before) + " times");
    }

    private static void latency(TortureSystem system, Random chance, Bite bite) {
        system.toBroker().delay(2, TimeUnit.SECONDS);
        system.flow(Duration.ofSeconds(8));
        bite.expect(
                system.toBroker().struck() > 0,
                system.toBroker().struck() + " chunks came 2 s later");
        system.toBroker().heal();
    }
}
