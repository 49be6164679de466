/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReconnectPauseTest {

    private final ReconnectPause pause =
            new ReconnectPause(Duration.ofMillis(100), Duration.ofSeconds(30));

    @Property
    void doublesUpToTheLongestAndIsNeverLessThanHalfOfThat(
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int attempts, @ForAll long seed) {
        // Given
        double full = Math.min(30e9, 100e6 * Math.pow(2, Math.min(attempts, 60)));

        // When
        Duration wait = pause.after(attempts, new Random(seed));

        // Then
        assertThat((double) wait.toNanos()).isBetween(full / 2 - 1, full);
    }
}
