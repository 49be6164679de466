/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StreamPaceTest {

    private static final RegionQuotas QUOTAS = new RegionQuotas(1_000_000, 1_000, 100);

    private final ManualTicker ticker = new ManualTicker();
    private final StreamPace pace = new StreamPace(QUOTAS, ticker);

    /** A call that was let through. */
    private record Call(double at, int records, long bytes) {}

    /** Over any window: the quota of its length, and one burst (or one call larger than that). */
    @Property(tries = 150)
    void neverGoesAboveTheQuotaAndOneBurstOverAnyWindow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int count)
            throws InterruptedException {
        // Given
        Random random = new Random(seed);
        ManualTicker clock = new ManualTicker();
        StreamPace tested = new StreamPace(QUOTAS, clock);
        List<Call> calls = new ArrayList<>();
        long start = clock.nanos();

        // When
        for (int i = 0; i < count; i++) {
            if (random.nextInt(5) == 0) {
                clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            }
            int records = 1 + random.nextInt(500);
            long bytes = random.nextInt(8) == 0 ? 4_194_304 : random.nextInt(200_000);
            tested.acquire(records, bytes);
            calls.add(new Call((clock.nanos() - start) / 1e9, records, bytes));
        }

        // Then
        for (int from = 0; from < calls.size(); from++) {
            long bytes = 0;
            long records = 0;
            long largest = QUOTAS.bytes();
            for (int to = from; to < calls.size(); to++) {
                bytes += calls.get(to).bytes;
                records += calls.get(to).records;
                largest = Math.max(largest, calls.get(to).bytes);
                double seconds = calls.get(to).at - calls.get(from).at;
                assertThat((double) bytes)
                        .isLessThanOrEqualTo(QUOTAS.bytes() * seconds + largest + 1);
                assertThat((double) records)
                        .isLessThanOrEqualTo(QUOTAS.records() * seconds + QUOTAS.records() + 1);
                assertThat((double) (to - from + 1))
                        .isLessThanOrEqualTo(QUOTAS.requests() * seconds + QUOTAS.requests() + 1);
            }
        }
    }

    @Test
    void usesAllOfTheQuota() throws Exception {
        // Given
        long start = ticker.nanos();

        // When
        for (int i = 0; i < 110; i++) {
            pace.acquire(1, 100_000);
        }

        // Then
        assertThat((ticker.nanos() - start) / 1e9)
                .isCloseTo(10.0, org.assertj.core.api.Assertions.within(0.001));
    }

    @Test
    void paysForABatchThatIsLargerThanOneSecondOfQuota() throws Exception {
        // When
        pace.acquire(500, 4_000_000);

        // Then
        assertThat(ticker.sleeps()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void stepsDownAtMostOnceASecondAndNeverBelowHalf() {
        // Given
        ticker.advance(Duration.ofSeconds(1));
        pace.throttled();
        pace.throttled();
        assertThat(pace.share()).isEqualTo(0.85);

        // When
        for (int i = 0; i < 20; i++) {
            ticker.advance(Duration.ofSeconds(1));
            pace.throttled();
        }

        // Then
        assertThat(pace.share()).isEqualTo(0.5);
    }

    @Test
    void comesBackByStepsWhileNothingIsRefused() {
        // Given
        ticker.advance(Duration.ofSeconds(1));
        pace.throttled();
        pace.accepted();
        assertThat(pace.share()).isEqualTo(0.85);

        // When
        for (int i = 0; i < 20; i++) {
            ticker.advance(Duration.ofSeconds(1));
            pace.accepted();
        }

        // Then
        assertThat(pace.share()).isEqualTo(1.0);
    }

    @Test
    void isSlowerByItsShare() throws Exception {
        // Given
        ticker.advance(Duration.ofSeconds(1));
        pace.throttled();
        pace.acquire(1, 850_000);
        long start = ticker.nanos();

        // When
        pace.acquire(1, 850_000);

        // Then
        assertThat(ticker.nanos() - start).isBetween(990_000_000L, 1_000_000_001L);
    }

    @Test
    void knowsTheQuotasOfTheRegions() {
        assertThat(RegionQuotas.of("eu-west-1"))
                .isEqualTo(new RegionQuotas(5 * 1024 * 1024, 500_000, 2_000));
        assertThat(RegionQuotas.of("eu-central-1"))
                .isEqualTo(new RegionQuotas(1024 * 1024, 100_000, 1_000));
    }
}
