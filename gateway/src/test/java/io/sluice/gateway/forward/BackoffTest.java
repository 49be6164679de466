/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final RandomGenerator LOWEST = () -> 0L;

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void doublesFromTheFirstToTheLongest() {
        assertThat(backoff.before(1, LOWEST)).isEqualTo(Duration.ofMillis(50));
        assertThat(backoff.before(2, LOWEST)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.before(3, LOWEST)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.before(1_000_000, LOWEST)).isEqualTo(Duration.ofMillis(2_500));
    }

    @Property
    void staysBetweenHalfAndAllOfTheFullWait(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempt, @ForAll long seed) {
        // Given
        long full = (long) Math.min(5_000e6, 100e6 * Math.pow(2, Math.min(60, attempt - 1)));

        // When
        Duration wait = backoff.before(attempt, new Random(seed));

        // Then
        assertThat(wait.toNanos()).isBetween(full / 2, full);
    }

    @Test
    void doesNotOverflowForTheLongestDurations() {
        // Given
        Backoff patient = new Backoff(Duration.ofDays(10_000), Duration.ofDays(100_000));

        // When
        Duration wait = patient.before(31, LOWEST);

        // Then
        assertThat(wait).isEqualTo(Duration.ofDays(50_000));
    }
}
