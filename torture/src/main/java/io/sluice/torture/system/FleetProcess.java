/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import io.sluice.processes.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@code sluice simulate} as a process, which writes the ledger. */
public final class FleetProcess implements AutoCloseable {

    private static final int DEVICES_FOR_RATE = 10;

    /** Readings that may be unacknowledged on a connection: they are sent again by the device. */
    private static final int WINDOW = 500;

    private final Path ledger;
    private final ChildProcess process;

    FleetProcess(Options options, URI broker, long seed) {
        ledger = options.folder().resolve("ledger.txt");
        int devices = Math.max(1, options.rate() / DEVICES_FOR_RATE);
        long intervalMillis = Math.max(1, 1_000L * devices / options.rate());
        process =
                ChildProcess.startJava(
                        "simulator",
                        options.folder(),
                        "512m",
                        List.of(),
                        io.sluice.simulator.Main.class,
                        "simulate",
                        "--broker",
                        broker.toString(),
                        "--devices",
                        String.valueOf(devices),
                        "--interval",
                        intervalMillis + "ms",
                        "--window",
                        String.valueOf(WINDOW),
                        "--payload-bytes",
                        "200",
                        "--seed",
                        String.valueOf(seed),
                        "--drain",
                        "60s",
                        "--ledger",
                        ledger.toString());
    }

    /** The ledger's file. */
    public Path ledger() {
        return ledger;
    }

    /** Whether it still sends. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it has logged. */
    public String lastWords() {
        return process.lastWords();
    }

    /** Ends sending, once all was acknowledged; returns the exit code, 1 if something was not. */
    public int finish() {
        return process.terminate();
    }

    @Override
    public void close() {
        process.close();
    }
}
