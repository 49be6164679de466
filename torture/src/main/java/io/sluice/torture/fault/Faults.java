/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.toolkit.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults that there are, and the choice of those that a run makes. */
public final class Faults {

    private static final String ALL = "all";

    private Faults() {}

    /** Every fault once. */
    public static List<Fault> all() {
        return Stream.of(
                        KillFaults.all(),
                        BrokerFaults.all(),
                        AwsFaults.all(),
                        DiskFaults.all(),
                        SpoolFaults.all(),
                        MachineFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The plan of a run: the kills, then the faults in an order of their own.
     *
     * @param backlog how many readings an outage of Firehose brings into the spool, before all
     *     else; 0 for none
     * @param kills how many kills of the gateway
     * @param names names of faults, or {@code all}
     * @param points whether kills may be at chosen points
     * @param spool whether there is a spool on disk
     * @throws CommandFailure if there is no such fault
     */
    public static List<Fault> plan(
            long backlog,
            int kills,
            List<String> names,
            boolean points,
            boolean spool,
            Random chance) {
        List<Fault> plan = new ArrayList<>();
        if (backlog > 0) {
            plan.add(new Backlog(backlog));
        }
        plan.addAll(KillFaults.mixture(kills, points, spool, chance));
        List<Fault> chosen = new ArrayList<>();
        for (String name : names) {
            List<Fault> found =
                    all().stream().filter(f -> ALL.equals(name) || f.name().equals(name)).toList();
            if (found.isEmpty()) {
                throw CommandFailure.usage(
                        "there is no fault '"
                                + name
                                + "'; there are: all, "
                                + all().stream()
                                        .map(Fault::name)
                                        .collect(Collectors.joining(", ")));
            }
            chosen.addAll(found);
        }
        java.util.Collections.shuffle(chosen, chance);
        plan.addAll(chosen);
        return plan;
    }
}
