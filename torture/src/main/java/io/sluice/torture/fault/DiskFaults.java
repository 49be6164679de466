/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.torture.account.Bite;
import io.sluice.torture.system.GatewayProcess;
import io.sluice.torture.system.TortureSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A disk that is full and one that may only be read: the gateway's data directory is put on a small
 * file system in memory for the time of the fault. Needs to be root.
 */
final class DiskFaults {

    private static final String SIZE = "size=64m";
    private static final Duration PAUSED_WITHIN = Duration.ofSeconds(60);

    private DiskFaults() {}

    static List<Fault> all() {
        return List.of(onSmallDisk("disk-full", DiskFaults::full), readOnly());
    }

    private static Fault onSmallDisk(String name, SimpleFault.Strike action) {
        return new SimpleFault(
                name,
                DiskFaults::obstacle,
                (system, chance, bite) -> {
                    mount(system, bite);
                    system.gateway().startAndAwait();
                    action.strike(system, chance, bite);
                    stop(system, bite);
                    unmount(system);
                    system.gateway().startAndAwait();
                });
    }

    private static Optional<String> obstacle(TortureSystem system) {
        if (!system.options().hasSpool()) {
            return Optional.of("there is no spool on disk");
        }
        Path probe = system.options().folder().resolve("probe");
        try {
            Files.createDirectories(probe);
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
        Optional<String> why = Shell.tryTo("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", at(probe));
        if (why.isEmpty()) {
            Shell.run("umount", at(probe));
        }
        return why.map(w -> "file systems cannot be mounted here, it needs root (" + w + ")");
    }

    private static void full(TortureSystem system, Random chance, Bite bite) {
        GatewayProcess gateway = system.gateway();
        Path ballast = gateway.data().resolve("ballast");
        long bytes = fill(ballast);
        boolean paused =
                system.waitUntil(
                        PAUSED_WITHIN, () -> gateway.metric("sluice_spool_pauses_total") > 0);
        bite.expect(paused, "full with " + bytes / 1024 + " KiB of ballast, the spool paused");
        bite.saw("because " + gateway.status().path("spool").path("pausedBecause").asText());
        system.flow(Duration.ofSeconds(2 + chance.nextInt(3)));
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + ballast, e);
        }
        gateway.awaitReady();
    }

    private static long fill(Path ballast) {
        long bytes = 0;
        byte[] zeros = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(zeros);
                bytes += zeros.length;
            }
        } catch (IOException e) {
            return bytes; // it is full now
        }
    }

    private static Fault readOnly() {
        return new SimpleFault(
                "read-only",
                DiskFaults::obstacle,
                (system, chance, bite) -> {
                    mount(system, bite);
                    String disk = at(system.gateway().data());
                    Shell.run("mount", "-o", "remount,ro", disk);
                    system.gateway().launch();
                    int exitCode = system.gateway().running().awaitEnd();
                    String words = system.gateway().running().lastWords();
                    bite.expect(
                            exitCode == 1 && words.contains("ead-only"),
                            "the gateway refused to start with " + exitCode + ": " + words);
                    Shell.run("mount", "-o", "remount,rw", disk);
                    unmount(system);
                    system.gateway().startAndAwait();
                });
    }

    private static void mount(TortureSystem system, Bite bite) {
        stop(system, bite);
        Path data = system.gateway().data();
        Path aside = data.resolveSibling("gateway-aside");
        Shell.run("mv", at(data), at(aside));
        Shell.run("mkdir", at(data));
        Shell.run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", at(data));
        Shell.run("cp", "-a", at(aside) + "/.", at(data));
        Shell.run("rm", "-r", at(aside));
    }

    private static void unmount(TortureSystem system) {
        Path data = system.gateway().data();
        Path aside = data.resolveSibling("gateway-aside");
        Shell.run("cp", "-a", at(data), at(aside));
        Shell.run("umount", at(data));
        Shell.run("rmdir", at(data));
        Shell.run("mv", at(aside), at(data));
    }

    private static void stop(TortureSystem system, Bite bite) {
        system.gateway().running().terminate();
        system.countInFlight(bite);
    }

    private static String at(Path path) {
        return path.toString();
    }
}
