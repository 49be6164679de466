/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Function;

/**
 * Shows how a long command does: where a person is looking, one line that is written over in place;
 * elsewhere a log line every five seconds. For one thread.
 */
public final class LiveLine {

    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final PrintStream terminal;
    private final boolean inPlace;
    private final Function<Duration, String> line;
    private final Runnable log;
    private final long startedAtNanos = System.nanoTime();
    private long loggedAtNanos = startedAtNanos;

    /**
     * Begins to count the time.
     *
     * @param inPlace whether a person is looking ({@link Terminal#isAttended})
     * @param line the line for a person, given the time since the start; no line end
     * @param log writes the log line
     */
    public LiveLine(
            PrintStream terminal, boolean inPlace, Function<Duration, String> line, Runnable log) {
        this.terminal = terminal;
        this.inPlace = inPlace;
        this.line = line;
        this.log = log;
    }

    /** Writes what is due. */
    public void update() {
        long now = System.nanoTime();
        if (inPlace) {
            terminal.print(text(now));
            terminal.flush();
        } else if (now - loggedAtNanos >= LOG_EVERY.toNanos()) {
            loggedAtNanos = now;
            log.run();
        }
    }

    /** Leaves the line, since something else is written now. */
    public void end() {
        if (inPlace) {
            terminal.println(text(System.nanoTime()));
            terminal.flush();
        }
    }

    private String text(long now) {
        return "\r" + line.apply(Duration.ofNanos(now - startedAtNanos));
    }
}
