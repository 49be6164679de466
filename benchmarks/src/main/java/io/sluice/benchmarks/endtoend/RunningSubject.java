/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.processes.ChildProcess;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A subject's process, and what can be asked of it. */
final class RunningSubject implements AutoCloseable {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_START_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ChildProcess process;
    private final BooleanSupplier subscribed;
    private final LongSupplier taken;

    /**
     * @param subscribed whether it has; may wait for it
     * @param taken how many readings it is done with
     */
    RunningSubject(ChildProcess process, BooleanSupplier subscribed, LongSupplier taken) {
        this.process = process;
        this.subscribed = subscribed;
        this.taken = taken;
    }

    ChildProcess process() {
        return process;
    }

    /** How many readings it is done with. */
    long taken() {
        return taken.getAsLong();
    }

    /** Waits until readings that are published now will come to it. */
    void awaitSubscribed() {
        while (!subscribed.getAsBoolean()) {
            if (!process.isAlive()) {
                throw CommandFailure.failed(
                        "a process ended before it had subscribed: " + process.lastWords());
            }
            if (System.nanoTime() - process.startedNanos() > LONGEST_START_NANOS) {
                throw CommandFailure.failed(
                        "a process has not subscribed after a minute: " + process.lastWords());
            }
            Patience.pause(BETWEEN_LOOKS_NANOS);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
