/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.processes;

import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waiting for a process, in the one place that does it by looking again and again. */
public final class Patience {

    /** Often enough for a window of seconds, rarely enough not to weigh in it. */
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(3);

    private Patience() {}

    /**
     * Looks at a count until it is at least {@code target}, and returns it.
     *
     * @throws CommandFailure if {@code process} ends, or after three minutes
     */
    public static long await(ChildProcess process, String what, LongSupplier count, long target) {
        long began = System.nanoTime();
        long now = count.getAsLong();
        while (now < target) {
            if (!process.isAlive()) {
                throw CommandFailure.failed(
                        "a process ended before " + what + ": " + process.lastWords());
            }
            if (System.nanoTime() - began > LONGEST_NANOS) {
                throw CommandFailure.failed(
                        "three minutes were not enough until " + what + "; give less to do");
            }
            pause(BETWEEN_LOOKS_NANOS);
            now = count.getAsLong();
        }
        return now;
    }

    /**
     * Looks at a count until it is at least {@code target} and has stood still for a second, since
     * what a broker sends twice comes on top.
     *
     * @return when it was last seen to grow, as {@link System#nanoTime} counts
     */
    public static long awaitEnd(
            ChildProcess process, String what, LongSupplier count, long target) {
        long last = await(process, what, count, target);
        long grewAt = System.nanoTime();
        long began = grewAt;
        while (System.nanoTime() - grewAt < QUIET_NANOS) {
            if (grewAt - began > LONGEST_NANOS) {
                throw CommandFailure.failed(
                        "the broker sends the same readings again and again: "
                                + process.lastWords());
            }
            pause(BETWEEN_LOOKS_NANOS);
            long now = count.getAsLong();
            if (now > last) {
                last = now;
                grewAt = System.nanoTime();
            }
        }
        return grewAt;
    }

    /**
     * Looks until something is so.
     *
     * @return whether it came to be so within the time
     */
    public static boolean until(Duration atMost, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                return false;
            }
            pause(BETWEEN_LOOKS_NANOS);
        }
        return true;
    }

    /** Does nothing for so long. */
    public static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }
}
