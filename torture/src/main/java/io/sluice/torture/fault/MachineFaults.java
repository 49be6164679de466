/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import io.sluice.processes.ChildProcess;
import io.sluice.torture.account.Bite;
import io.sluice.torture.system.GatewayProcess;
import io.sluice.torture.system.TortureSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** What the operator and the operating system do to a gateway. */
final class MachineFaults {

    /**
     * Where Debian and Fedora put it. Not the library for many threads: its lock makes the JVM a
     * hundred times slower in asking for the time, and all they do here is to read it.
     */
    private static final List<Path> FAKETIME =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
                    Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
                    Path.of("/usr/lib64/faketime/libfaketime.so.1"));

    private MachineFaults() {}

    static List<Fault> all() {
        return List.of(
                SimpleFault.of("sigterm", MachineFaults::sigterm),
                SimpleFault.of("second-gateway", MachineFaults::secondGateway),
                new SimpleFault(
                        "descriptors",
                        s ->
                                s.options().hasSpool()
                                        ? Shell.tryTo("prlimit", "--version")
                                        : Optional.of("there are no files without a spool"),
                        MachineFaults::descriptors),
                new SimpleFault("clock", MachineFaults::noFaketime, MachineFaults::clock));
    }

    private static void sigterm(TortureSystem system, Random chance, Bite bite) {
        system.flow(Duration.ofMillis(500 + chance.nextInt(2_000)));
        stop(system, bite);
        system.gateway().startAndAwait();
    }

    private static void stop(TortureSystem system, Bite bite) {
        long pid = system.gateway().running().pid();
        int exitCode = system.gateway().running().terminate();
        bite.expect(exitCode == 0, "gateway pid " + pid + " ended with " + exitCode);
        system.countInFlight(bite);
    }

    private static void secondGateway(TortureSystem system, Random chance, Bite bite) {
        try (ChildProcess second = system.gateway().launchSecond()) {
            int exitCode = second.awaitEnd();
            bite.expect(
                    exitCode == 1 && second.lastWords().contains("Another gateway"),
                    "the second gateway ended with " + exitCode + ": " + second.lastWords());
        }
        bite.expect(system.gateway().isAlive(), "the first one lives");
    }

    private static void descriptors(TortureSystem system, Random chance, Bite bite) {
        GatewayProcess gateway = system.gateway();
        String pid = String.valueOf(gateway.running().pid());
        long before = gateway.logged("Too many open files");
        Shell.run("prlimit", "--pid", pid, "--nofile=" + (open(pid) - 4) + ":");
        system.flow(Duration.ofSeconds(15));
        Shell.run("prlimit", "--pid", pid, "--nofile=4096:");
        gateway.awaitReady();
        system.flow(Duration.ofSeconds(1));
        double pauses = gateway.metric("sluice_spool_pauses_total");
        bite.expect(
                pauses > 0 || gateway.logged("Too many open files") > before,
                "no more descriptors for 15 s: the spool paused " + Math.round(pauses) + " times");
    }

    private static long open(String pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException("counting the descriptors of " + pid, e);
        }
    }

    private static Optional<String> noFaketime(TortureSystem system) {
        if (!system.isDirect()) {
            return Optional.of("certificates are not good at every time");
        }
        return FAKETIME.stream().anyMatch(Files::exists)
                ? Optional.empty()
                : Optional.of("libfaketime is not installed (Debian: apt-get install faketime)");
    }

    private static void clock(TortureSystem system, Random chance, Bite bite) {
        Path offset = system.options().folder().resolve("clock");
        Path library = FAKETIME.stream().filter(Files::exists).findFirst().orElseThrow();
        set(offset, "+0");
        stop(system, bite);
        system.gateway()
                .launch(
                        Map.of(
                                "LD_PRELOAD", library.toString(),
                                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                                // how often it looks into the file, in seconds
                                "FAKETIME_CACHE_DURATION", "1",
                                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                                "DONT_FAKE_MONOTONIC", "1"));
        system.gateway().awaitReady();
        for (String by : List.of("-1h", "+2h", "+0")) {
            set(offset, by);
            system.flow(Duration.ofSeconds(3));
            bite.saw(
                    "clock at "
                            + by
                            + ": up for "
                            + system.gateway().status().path("uptimeSeconds").asLong()
                            + " s");
        }
        stop(system, bite);
        system.gateway().startAndAwait();
    }

    private static void set(Path file, String offset) {
        try {
            Files.writeString(file, offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
