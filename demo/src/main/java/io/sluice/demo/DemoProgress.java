/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a run goes: one line in place on a terminal, else a line in the log now and then. */
final class DemoProgress {

    private static final Logger LOG = LoggerFactory.getLogger(DemoProgress.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final DemoSystem system;
    private final PrintStream terminal;
    private final boolean inPlace;
    private final long startedAtNanos = System.nanoTime();
    private long loggedAtNanos = startedAtNanos;

    DemoProgress(DemoSystem system, PrintStream terminal, boolean inPlace) {
        this.system = system;
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
                    .addKeyValue("published", system.published())
                    .addKeyValue("delivered", system.accepted().count())
                    .addKeyValue("waiting", waiting())
                    .addKeyValue(
                            "billedToPayload",
                            String.format(Locale.ROOT, "%.2f", billedToPayload()))
                    .log("demo runs");
        }
    }

    /** Leaves the line, since something else is written now. */
    void end() {
        if (inPlace) {
            terminal.println(line(System.nanoTime()));
        }
        terminal.println("ending: letting what is on its way arrive ...");
        terminal.flush();
    }

    private String line(long now) {
        return String.format(
                Locale.ROOT,
                "\r%,d published  %,d delivered  %,d waiting  billed/payload %.2f  %.0f s ",
                system.published(),
                system.accepted().count(),
                waiting(),
                billedToPayload(),
                (now - startedAtNanos) / 1e9);
    }

    private long waiting() {
        return Math.max(0, system.published() - system.accepted().count());
    }

    private double billedToPayload() {
        long payload = system.accepted().bytes();
        return payload == 0 ? 0 : (double) system.usage().billedBytes() / payload;
    }
}
