/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final long NOW = 1_000;

    private final Pacing pacing = new Pacing();

    @Test
    void letsAllThatIsAllowedGoAtOnce() {
        // Given
        pacing.allow(7);

        // When
        long due = pacing.due(NOW);

        // Then
        assertThat(due).isEqualTo(7);
        assertThat(pacing.isSpread()).isFalse();
    }

    @Test
    void spreadsReadingsOverTime() {
        // Given
        pacing.allow(7);
        pacing.spread(10, 1_000, NOW);

        // When
        long atFirst = pacing.due(NOW);
        long later = pacing.due(NOW + TimeUnit.MICROSECONDS.toNanos(2_500));
        long atLast = pacing.due(NOW + TimeUnit.SECONDS.toNanos(1));

        // Then
        assertThat(atFirst).isEqualTo(8);
        assertThat(later).isEqualTo(10);
        assertThat(atLast).isEqualTo(17).isEqualTo(pacing.allowed());
    }

    @Test
    void saysWhenAReadingWasDueHoweverLateItIs() {
        // Given
        pacing.allow(7);
        pacing.spread(10, 1_000, NOW);

        // When
        long dueAt = pacing.dueAt(9, NOW + TimeUnit.SECONDS.toNanos(5));

        // Then
        assertThat(dueAt).isEqualTo(NOW + TimeUnit.MILLISECONDS.toNanos(2));
    }
}
