/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import io.sluice.simulator.fleet.Emitter;
import io.sluice.toolkit.LiveLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far a run is: one line in place on a terminal, else a line in the log now and then. */
final class ProgressLine {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);

    private final Emitter emitter;
    private final LiveLine line;

    ProgressLine(Emitter emitter, PrintStream terminal, boolean inPlace) {
        this.emitter = emitter;
        this.line = new LiveLine(terminal, inPlace, this::line, this::log);
    }

    void update() {
        line.update();
    }

    void end() {
        line.end();
    }

    private String line(Duration elapsed) {
        double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
        long published = emitter.published();
        return String.format(
                Locale.ROOT,
                "%,d published  %,d acknowledged  %,.0f/s  %.0f s ",
                published,
                emitter.acknowledged(),
                published / seconds,
                seconds);
    }

    private void log() {
        LOG.atInfo()
                .addKeyValue("published", emitter.published())
                .addKeyValue("acknowledged", emitter.acknowledged())
                .log("sending");
    }
}
