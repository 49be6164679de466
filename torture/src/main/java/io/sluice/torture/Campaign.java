/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture;

import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import io.sluice.torture.account.Balance;
import io.sluice.torture.account.Bite;
import io.sluice.torture.account.LedgerTail;
import io.sluice.torture.account.Phase;
import io.sluice.torture.fault.Fault;
import io.sluice.torture.system.TortureSystem;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fault after fault while readings flow, and the balance at the end. */
final class Campaign {

    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(1);
    private static final Duration FIRST_READINGS = Duration.ofSeconds(60);

    private final TortureSystem system;
    private final List<Fault> plan;
    private final Random chance;
    private final boolean switching;
    private final PrintWriter account;
    private final List<Phase> phases = new ArrayList<>();
    private final long began = System.nanoTime();

    Campaign(
            TortureSystem system,
            List<Fault> plan,
            Random chance,
            boolean switching,
            PrintWriter account) {
        this.system = system;
        this.plan = plan;
        this.chance = chance;
        this.switching = switching;
        this.account = account;
    }

    /** All of it. */
    Balance run() {
        Patience.until(FIRST_READINGS, () -> system.ledger().acknowledged() > 0);
        Bite calm = new Bite("calm");
        phases.add(new Phase(calm, system.ledger()));
        system.flow(BETWEEN_FAULTS);
        say("readings flow", calm);
        for (int i = 0; i < plan.size(); i++) {
            next(i + 1, plan.get(i));
        }
        say("all faults done; waiting for what is under way", new Bite("end"));
        int exitCode =
                system.settle(() -> Balance.of(system.ledger(), system.copies(), phases).lost());
        Balance balance = Balance.of(system.ledger(), system.copies(), phases);
        if (exitCode != 0) {
            throw CommandFailure.failed("the gateway ended with " + exitCode);
        }
        return balance;
    }

    private void next(int number, Fault fault) {
        Bite bite = new Bite(fault.name());
        Random ownChance = new Random(chance.nextLong());
        phases.add(new Phase(bite, system.ledger()));
        say(number + "/" + plan.size() + " now", bite);
        fault.impossible(system)
                .ifPresentOrElse(
                        why -> bite.skip("SKIPPED: " + why), () -> strike(fault, ownChance, bite));
        say(number + "/" + plan.size(), bite);
    }

    private void strike(Fault fault, Random ownChance, Bite bite) {
        long pid = system.gateway().running().pid();
        long connectsBefore = system.connects();
        try (ModeSwitching modes =
                switching ? ModeSwitching.of(system.gateway(), ownChance.nextLong(), bite) : null) {
            fault.strike(system, ownChance, bite);
        }
        system.gateway().awaitReady();
        system.flow(BETWEEN_FAULTS);
        boolean restarted = pid != system.gateway().running().pid();
        system.countReconnects(bite, system.connects() - (restarted ? 1 : connectsBefore));
    }

    private void say(String where, Bite bite) {
        LedgerTail ledger = system.ledger();
        account.printf(
                "%4d s  %s %s: %s | sent %d, acknowledged %d%n",
                (System.nanoTime() - began) / 1_000_000_000,
                where,
                bite.fault(),
                String.join("; ", bite.evidence()),
                ledger.sent(),
                ledger.acknowledged());
        account.flush();
    }
}
