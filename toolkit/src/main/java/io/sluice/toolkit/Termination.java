/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Orderly end of a long-running command on SIGTERM or Ctrl-C, with the exit code that the command
 * chose: without this, a JVM that is signalled exits with 143 or 130 even if it ended well.
 *
 * <p>The command waits in {@link #await} and, once that returns {@code true}, closes what it has
 * open and returns; its {@code Main} hands the exit code to {@link #finish}. The signal's thread
 * waits for that, at most for the grace.
 */
public final class Termination {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(ExitCodes.FAILED);

    private Termination() {}

    /** For tests and for commands that run inside another: ends only by {@link #request}. */
    public static Termination manual() {
        return new Termination();
    }

    /**
     * Listens for SIGTERM, SIGINT and SIGHUP.
     *
     * @param grace how long the command may take to end before the process is halted
     */
    public static Termination onSignal(Duration grace) {
        Termination termination = new Termination();
        Thread hook =
                new Thread(
                        () -> {
                            termination.request();
                            boolean ended = false;
                            try {
                                ended =
                                        termination.finished.await(
                                                grace.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            System.out.flush();
                            System.err.flush();
                            // halt, since exit() from a shutdown hook would wait for itself
                            Runtime.getRuntime()
                                    .halt(ended ? termination.exitCode.get() : ExitCodes.FAILED);
                        },
                        "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        return termination;
    }

    /** Asks the command to end; may be called from any thread, any number of times. */
    public void request() {
        requested.countDown();
    }

    /** Whether the end was asked for. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until the end is asked for, at most {@code timeout}; says whether it was. */
    public boolean await(Duration timeout) throws InterruptedException {
        return requested.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the end is asked for. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /**
     * Ends the process with this exit code, whatever threads live on; the last call of a {@code
     * main}. Does not return.
     */
    public void finish(int code) {
        exitCode.set(code);
        finished.countDown();
        // at a signal this waits, and the signal's thread halts with the same code
        System.exit(code);
    }
}
