/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import io.sluice.simulator.fleet.Emitter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far a run is: one line in place on a terminal, else a line in the log now and then. */
final class ProgressLine {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final Emitter emitter;
    private final PrintStream terminal;
    private final boolean inPlace;
    private final long startedAtNanos = System.nanoTime();
    private long loggedAtNanos = startedAtNanos;

    ProgressLine(Emitter emitter, PrintStream terminal, boolean inPlace) {
        this.emitter = emitter;
        this.terminal = terminal;
        this.inPlace = inPlace;
    }

    void update() {
        long now = System.nanoTime();
        if (inPlace) {
            terminal.print(line(now));
            terminal.flush();
        } else if (now - loggedAtNanos >= LOG_EVERY.toNanos()) {
            loggedAtNanos = now;
            LOG.atInfo()
                    .addKeyValue("published", emitter.published())
                    .addKeyValue("acknowledged", emitter.acknowledged())
                    .log("sending");
        }
    }

    void end() {
        if (inPlace) {
            terminal.println(line(System.nanoTime()));
        }
    }

    private String line(long now) {
        double seconds = Math.max(0.001, (now - startedAtNanos) / 1e9);
        long published = emitter.published();
        return String.format(
                Locale.ROOT,
                "\r%,d published  %,d acknowledged  %,.0f/s  %.0f s ",
                published,
                emitter.acknowledged(),
                published / seconds,
                seconds);
    }
}
