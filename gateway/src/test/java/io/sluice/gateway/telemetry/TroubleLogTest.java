/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleLogTest {

    private final ManualTicker ticker = new ManualTicker();
    private final TroubleLog log = new TroubleLog(ticker);

    @Test
    void tellsTheFirstBeginningAndItsEnd() {
        // When // Then
        assertThat(log.begins("full")).isTrue();
        ticker.advance(Duration.ofMillis(50));
        assertThat(log.ends()).isTrue();
    }

    @Test
    void keepsQuietAboutATroubleThatComesAndGoes() {
        // When: a spool that drains is full for some milliseconds, again and again, for a minute
        int lines = 0;
        for (int i = 0; i < 600; i++) {
            lines += log.begins("full") ? 1 : 0;
            ticker.advance(Duration.ofMillis(20));
            lines += log.ends() ? 1 : 0;
            ticker.advance(Duration.ofMillis(80));
        }

        // Then: at 0, 10 and 30 seconds, each with its end
        assertThat(lines).isEqualTo(6);
        assertThat(log.untold()).isEqualTo(597);
        assertThat(log.untold()).isZero();
    }

    @Test
    void tellsAtGrowingIntervalsOfATroubleThatStays() {
        // When
        int lines = log.begins("cannot write") ? 1 : 0;
        for (int second = 5; second <= 3_600; second += 5) {
            ticker.advance(Duration.ofSeconds(5));
            lines += log.lasts("cannot write") ? 1 : 0;
        }

        // Then: after 10, 20, 40 ... seconds, then every ten minutes
        assertThat(lines).isBetween(10, 14);
        assertThat(log.ends()).isTrue();
    }

    @Test
    void tellsSoonOfATroubleThatStaysAfterOthersThatPassed() {
        // Given
        log.begins("full");
        log.ends();
        boolean told = log.begins("full");

        // When
        ticker.advance(Duration.ofSeconds(1));
        boolean later = log.lasts("full");

        // Then
        assertThat(told).isFalse();
        assertThat(later).isTrue();
        assertThat(log.ends()).isTrue();
    }

    @Test
    void tellsOfAnotherReasonAtOnce() {
        // Given
        log.begins("full");

        // When // Then
        assertThat(log.lasts("full")).isFalse();
        assertThat(log.lasts("cannot write")).isTrue();
    }

    @Test
    void tellsAgainAfterACalmTime() {
        // Given
        log.begins("full");
        log.ends();

        // When
        ticker.advance(Duration.ofMinutes(1));

        // Then
        assertThat(log.begins("full")).isTrue();
    }
}
