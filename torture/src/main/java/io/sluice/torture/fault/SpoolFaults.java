/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.SpoolFolder;
import io.sluice.torture.system.SpoolFolder.Stored;
import io.sluice.torture.system.TortureSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Damage to the spool's files while the gateway is down and readings stand in them. What stood in
 * the bytes that are destroyed is accounted for; all else must arrive.
 */
final class SpoolFaults {

    private static final long ENOUGH_BYTES = 5 << 19;
    private static final Duration FILLED_WITHIN = Duration.ofMinutes(2);

    private SpoolFaults() {}

    /** What is done to the files. */
    private interface Damage {
        void make(SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite)
                throws IOException;
    }

    static List<Fault> all() {
        return List.of(
                damage("torn-write", SpoolFaults::tear, "unfinished end was cut off", ""),
                damage("flipped-bit", SpoolFaults::flip, "", "sluice_spool_damaged_total"),
                damage("truncated-segment", SpoolFaults::truncate, "", ""),
                damage("missing-segment", SpoolFaults::remove, "", "sluice_spool_gaps_total"),
                damage("spool-lost", SpoolFaults::lose, "", ""));
    }

    private static Fault damage(String name, Damage damage, String logged, String metric) {
        return SimpleFault.where(
                s -> s.options().hasSpool() && s.options().network(),
                "there is no spool on disk",
                name,
                (system, chance, bite) -> {
                    fill(system, bite);
                    try {
                        SpoolFolder spool = system.gateway().spool();
                        damage.make(spool, spool.unreleased("telemetry"), chance, bite);
                    } catch (IOException e) {
                        throw new UncheckedIOException("damaging the spool", e);
                    }
                    long before = system.gateway().logged(logged);
                    system.toAws().heal();
                    system.gateway().startAndAwait();
                    if (!logged.isEmpty()) {
                        bite.expect(system.gateway().logged(logged) > before, "logged: " + logged);
                    }
                    if (!metric.isEmpty()) {
                        bite.expect(
                                system.waitUntil(
                                        Duration.ofSeconds(30),
                                        () -> system.gateway().metric(metric) > 0),
                                metric + " rose");
                    }
                });
    }

    /** Holds readings back until there are several segments of them, and kills the gateway. */
    private static void fill(TortureSystem system, Bite bite) {
        system.toAws().refuse();
        system.waitUntil(FILLED_WITHIN, () -> system.gateway().spoolBytes() > ENOUGH_BYTES);
        system.killGateway(bite);
    }

    private static void tear(SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite)
            throws IOException {
        spool.tear();
        bite.saw("half a record behind the last one");
    }

    private static void flip(SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite)
            throws IOException {
        Stored victim = unreleased.get(chance.nextInt(unreleased.size()));
        try (RandomAccessFile file = new RandomAccessFile(victim.segment().toFile(), "rw")) {
            // in the payload, which is the record's end
            long at = (long) victim.offset() + victim.bytes() - 1 - chance.nextInt(50);
            file.seek(at);
            int bits = file.read();
            file.seek(at);
            file.write(bits ^ (1 << chance.nextInt(8)));
        }
        bite.saw("a bit flipped in " + victim.segment().getFileName());
        bite.destroyed(TortureSystem.readings(List.of(victim)));
    }

    private static void truncate(
            SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite)
            throws IOException {
        Stored victim = unreleased.get(chance.nextInt(unreleased.size()));
        try (RandomAccessFile file = new RandomAccessFile(victim.segment().toFile(), "rw")) {
            file.setLength(victim.offset() + victim.bytes() / 2);
        }
        bite.saw(victim.segment().getFileName() + " cut at " + victim.offset());
        bite.destroyed(
                TortureSystem.readings(
                        unreleased.stream()
                                .filter(r -> r.segment().equals(victim.segment()))
                                .filter(r -> r.offset() >= victim.offset())
                                .toList()));
    }

    /** Not the last one: a log without it is whole, and nothing tells that it was longer. */
    private static void remove(SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite)
            throws IOException {
        Path last = unreleased.get(unreleased.size() - 1).segment();
        List<Path> victims =
                unreleased.stream().map(Stored::segment).filter(s -> !s.equals(last)).toList();
        Path victim = victims.get(chance.nextInt(victims.size()));
        java.nio.file.Files.delete(victim);
        bite.saw(victim.getFileName() + " removed");
        bite.destroyed(
                TortureSystem.readings(
                        unreleased.stream().filter(r -> r.segment().equals(victim)).toList()));
    }

    private static void lose(SpoolFolder spool, List<Stored> unreleased, Random chance, Bite bite) {
        spool.delete();
        bite.saw("the spool's directory removed");
        bite.destroyed(TortureSystem.readings(unreleased));
    }
}
