/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveLineTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicInteger logged = new AtomicInteger();

    @Test
    void writesOverItsLineWhereAPersonIsLooking() {
        LiveLine line = new LiveLine(terminal, true, elapsed -> "7 sent", logged::incrementAndGet);
        line.update();
        line.update();
        line.end();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r7 sent\r7 sent\r7 sent" + System.lineSeparator());
        assertThat(logged).hasValue(0);
    }

    @Test
    void writesNothingInPlaceElsewhere() {
        LiveLine line = new LiveLine(terminal, false, elapsed -> "7 sent", logged::incrementAndGet);
        line.update();
        line.end();
        assertThat(written.size()).isZero();
    }
}
