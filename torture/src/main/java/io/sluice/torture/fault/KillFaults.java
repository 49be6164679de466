/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.Debugger;
import io.sluice.torture.system.TortureSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** {@code kill -9} of the gateway, at any moment and at chosen points of its code. */
final class KillFaults {

    private static final String GATEWAY = "io.sluice.gateway.";
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(60);

    private static final Fault ANY_MOMENT = SimpleFault.of("kill", KillFaults::atAnyMoment);
    private static final Fault TWICE = SimpleFault.of("kill-twice", KillFaults::twice);
    private static final Fault RELEASE =
            at("kill-release", "forward.ReleaseTracker$Stretch", "complete", false);

    /** Points that are passed all the time, with a spool on disk. */
    private static final List<Fault> BUSY_POINTS =
            List.of(
                    at("kill-fsync", "spool.ActiveSegment", "force", true),
                    at("kill-settle", "spool.SpoolWriter", "commit", true),
                    RELEASE,
                    at("kill-cursor", "spool.StoredCursor", "moveTo", true));

    private KillFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(ANY_MOMENT, TWICE));
        all.addAll(BUSY_POINTS);
        all.add(at("kill-roll", "spool.ActiveSegment", "begin", true));
        all.add(at("kill-delete", "spool.SegmentLog", "delete", true));
        all.add(
                SimpleFault.where(
                        s -> s.options().debug() && s.options().hasSpool(),
                        "there is no spool to recover",
                        "kill-recovery",
                        KillFaults::duringRecovery));
        all.add(
                SimpleFault.where(
                        s -> s.options().debug(),
                        "it needs a JDK",
                        "kill-switch",
                        KillFaults::duringSwitch));
        return all;
    }

    /** For {@code --kills}: mostly at any moment, now and then at a point, or twice. */
    static List<Fault> mixture(int kills, boolean points, boolean spool, Random chance) {
        List<Fault> anyMoment = List.of(ANY_MOMENT, ANY_MOMENT, ANY_MOMENT, TWICE);
        List<Fault> chosen = spool ? BUSY_POINTS : List.of(RELEASE);
        return IntStream.range(0, kills)
                .mapToObj(
                        i ->
                                points && chance.nextInt(3) == 0
                                        ? chosen.get(chance.nextInt(chosen.size()))
                                        : anyMoment.get(chance.nextInt(anyMoment.size())))
                .toList();
    }

    private static void atAnyMoment(TortureSystem system, Random chance, Bite bite) {
        system.flow(Duration.ofMillis(200 + chance.nextInt(2_500)));
        system.killGateway(bite);
        system.gateway().startAndAwait();
    }

    private static void twice(TortureSystem system, Random chance, Bite bite) {
        system.flow(Duration.ofMillis(200 + chance.nextInt(1_500)));
        system.killGateway(bite);
        system.gateway().launch();
        // somewhere between the JVM's start and the first readings
        system.flow(Duration.ofMillis(300 + chance.nextInt(2_500)));
        system.killGateway(bite);
        system.gateway().startAndAwait();
    }

    private static Fault at(String name, String type, String method, boolean ofTheSpool) {
        return SimpleFault.where(
                s -> s.options().debug() && (s.options().hasSpool() || !ofTheSpool),
                "there is no such point without a JDK, or without a spool on disk",
                name,
                (system, chance, bite) -> {
                    Debugger debugger =
                            new Debugger(
                                    system.gateway().debugPort(),
                                    GATEWAY + type,
                                    method,
                                    1 + chance.nextInt(3));
                    boolean reached = debugger.awaitPoint(REACHED_WITHIN);
                    bite.expect(reached, "stopped at " + type + "." + method);
                    system.killGateway(bite);
                    system.gateway().startAndAwait();
                });
    }

    private static void duringRecovery(TortureSystem system, Random chance, Bite bite) {
        system.flow(Duration.ofMillis(200 + chance.nextInt(1_500)));
        system.killGateway(bite);
        system.gateway().launchSuspended();
        boolean reached =
                new Debugger(
                                system.gateway().debugPort(),
                                GATEWAY + "spool.SpoolRecovery",
                                "recoverLast",
                                1)
                        .awaitPoint(REACHED_WITHIN);
        bite.expect(reached, "stopped at spool.SpoolRecovery.recoverLast");
        system.killGateway(bite);
        system.gateway().startAndAwait();
    }

    private static void duringSwitch(TortureSystem system, Random chance, Bite bite) {
        String from = system.isDirect() ? "direct" : "iot-rule";
        String to = system.isDirect() ? "iot-rule" : "direct";
        int step = 1 + chance.nextInt(5);
        Debugger debugger =
                new Debugger(
                        system.gateway().debugPort(), GATEWAY + "mode.ModeSwitch", "step", step);
        Thread asking = new Thread(() -> system.gateway().changeMode(to), "mode-switch");
        asking.setDaemon(true);
        asking.start();
        bite.expect(
                debugger.awaitPoint(REACHED_WITHIN),
                "stopped at step " + step + " of the switch to " + to);
        system.killGateway(bite);
        system.gateway().startAndAwait();
        String now = system.isDirect() ? "direct" : "iot-rule";
        bite.saw("came back in mode " + now);
        if (!now.equals(from)) {
            system.flow(Duration.ofSeconds(1));
            bite.expect(system.gateway().changeMode(from) == 200, "switched back to " + from);
        }
    }
}
