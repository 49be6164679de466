/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was sent, what arrived, and whether that is as promised; for the run and fault by fault. */
public final class Balance {

    private static final int MOST_NAMED = 20;

    private final List<Line> lines = new ArrayList<>();
    private final List<ReadingId> lost = new ArrayList<>();
    private final long foreign;

    private static final class Line {
        private final Bite bite;
        private long sent;
        private long acknowledged;
        private long delivered;
        private long lost;
        private long destroyed;
        private long duplicates;

        private Line(Bite bite) {
            this.bite = bite;
        }
    }

    private Balance(List<Phase> phases, long foreign) {
        phases.forEach(phase -> lines.add(new Line(phase.bite())));
        this.foreign = foreign;
    }

    /** Compares the ledger with what was found. */
    public static Balance of(LedgerTail ledger, Copies copies, List<Phase> phases) {
        Balance balance = new Balance(phases, copies.unrecognisedCount());
        Set<ReadingId> destroyed = new HashSet<>();
        phases.forEach(phase -> destroyed.addAll(phase.bite().destroyed()));
        for (String device : ledger.devices()) {
            int phase = 0;
            for (int seq = 0; seq < ledger.end(device); seq++) {
                while (phase + 1 < phases.size() && phases.get(phase + 1).begin(device) <= seq) {
                    phase++;
                }
                if (ledger.isSent(device, seq)) {
                    balance.add(
                            balance.lines.get(phase),
                            new ReadingId(device, seq),
                            ledger.isAcknowledged(device, seq),
                            copies.of(device, seq),
                            destroyed);
                }
            }
        }
        return balance;
    }

    private void add(
            Line line, ReadingId id, boolean acknowledged, int found, Set<ReadingId> destroyed) {
        line.sent++;
        if (acknowledged) {
            line.acknowledged++;
        }
        if (found > 0) {
            line.delivered++;
            line.duplicates += found - 1;
        } else if (acknowledged && destroyed.contains(id)) {
            line.destroyed++;
        } else if (acknowledged) {
            line.lost++;
            lost.add(id);
        }
    }

    /** Readings that were acknowledged, are not there, and were not destroyed with a disk. */
    public long lost() {
        return lost.size();
    }

    /** All that is not as promised; empty if the run is a success. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!lost.isEmpty()) {
            problems.add(
                    lost.size()
                            + " readings were acknowledged and are lost, such as "
                            + lost.subList(0, Math.min(MOST_NAMED, lost.size())));
        }
        if (foreign > 0) {
            problems.add(foreign + " things were delivered that are not readings");
        }
        tooManyDuplicates().ifPresent(problems::add);
        for (Line line : lines) {
            if (line.bite.isMissed()) {
                problems.add(
                        line.bite.fault()
                                + " did not bite: "
                                + String.join("; ", line.bite.evidence()));
            }
        }
        return problems;
    }

    /**
     * A reading comes twice by a fault of the phase in which it was sent, or of a later one: on a
     * slow machine the broker may hold it over several. So what was sent from a phase on cannot
     * come twice more often than was in flight at the faults from that phase on.
     */
    private Optional<String> tooManyDuplicates() {
        long duplicates = 0;
        long allowed = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            Line line = lines.get(i);
            duplicates += line.duplicates;
            allowed += line.bite.inFlight();
            if (duplicates > allowed) {
                return Optional.of(
                        duplicates
                                + " duplicates of what was sent since "
                                + line.bite.fault()
                                + " ("
                                + i
                                + " of "
                                + (lines.size() - 1)
                                + "), but at most "
                                + allowed
                                + " were in flight since");
            }
        }
        return Optional.empty();
    }

    /** As JSON: the sums, and {@code faults} with the same for each. */
    public ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("sent", lines.stream().mapToLong(line -> line.sent).sum());
        json.put("acknowledged", lines.stream().mapToLong(line -> line.acknowledged).sum());
        json.put("delivered", lines.stream().mapToLong(line -> line.delivered).sum());
        json.put("lost", lost.size());
        json.put("destroyed", lines.stream().mapToLong(line -> line.destroyed).sum());
        json.put("duplicates", lines.stream().mapToLong(line -> line.duplicates).sum());
        json.put("allowedDuplicates", lines.stream().mapToLong(l -> l.bite.inFlight()).sum());
        json.put("skipped", lines.stream().filter(line -> line.bite.isSkipped()).count());
        problems().forEach(json.putArray("problems")::add);
        var faults = json.putArray("faults");
        for (Line line : lines) {
            ObjectNode fault = faults.addObject();
            fault.put("fault", line.bite.fault());
            fault.put("sent", line.sent);
            fault.put("acknowledged", line.acknowledged);
            fault.put("delivered", line.delivered);
            fault.put("lost", line.lost);
            fault.put("destroyed", line.destroyed);
            fault.put("duplicates", line.duplicates);
            fault.put("allowedDuplicates", line.bite.inFlight());
            fault.put("skipped", line.bite.isSkipped());
            line.bite.evidence().forEach(fault.putArray("evidence")::add);
        }
        return json;
    }
}
