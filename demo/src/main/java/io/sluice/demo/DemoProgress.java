/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.toolkit.LiveLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a run goes: one line in place on a terminal, else a line in the log now and then. */
final class DemoProgress {

    private static final Logger LOG = LoggerFactory.getLogger(DemoProgress.class);

    private final DemoSystem system;
    private final PrintStream terminal;
    private final LiveLine line;

    DemoProgress(DemoSystem system, PrintStream terminal, boolean inPlace) {
        this.system = system;
        this.terminal = terminal;
        this.line = new LiveLine(terminal, inPlace, this::line, this::log);
    }

    void update() {
        line.update();
    }

    /** Leaves the line, since something else is written now. */
    void end() {
        line.end();
        terminal.println("ending: letting what is on its way arrive ...");
        terminal.flush();
    }

    private String line(Duration elapsed) {
        return String.format(
                Locale.ROOT,
                "%,d published  %,d delivered  %,d waiting  billed/payload %.2f  %d s ",
                system.published(),
                system.accepted().count(),
                waiting(),
                billedToPayload(),
                elapsed.toSeconds());
    }

    private void log() {
        LOG.atInfo()
                .addKeyValue("published", system.published())
                .addKeyValue("delivered", system.accepted().count())
                .addKeyValue("waiting", waiting())
                .addKeyValue(
                        "billedToPayload", String.format(Locale.ROOT, "%.2f", billedToPayload()))
                .log("demo runs");
    }

    private long waiting() {
        return Math.max(0, system.published() - system.accepted().count());
    }

    private double billedToPayload() {
        long payload = system.accepted().bytes();
        return payload == 0 ? 0 : (double) system.usage().billedBytes() / payload;
    }
}
