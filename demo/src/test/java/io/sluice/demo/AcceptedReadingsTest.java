/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedReadingsTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private Instant now = START;
    private final AcceptedReadings accepted = new AcceptedReadings(clock());

    @Test
    void countsEachLineOfEachRecordWithoutItsSeparator() {
        // Given
        String one = reading(START);
        now = START.plusMillis(40);

        // When
        accepted.accepted("s", List.of(bytes(one + "\n" + one + "\n"), bytes(one)), now);

        // Then
        assertThat(accepted.count()).isEqualTo(3);
        assertThat(accepted.bytes()).isEqualTo(3L * one.length());
    }

    @Test
    void measuresFromTheTimestampToNow() {
        // Given
        for (int i = 0; i < 100; i++) {
            now = START.plusMillis(i < 98 ? 10 : 500);

            // When
            accepted.accepted("s", List.of(bytes(reading(START) + "\n")), now);
        }

        // Then
        assertThat(accepted.latencyMillis(50)).isEqualTo(10);
        assertThat(accepted.latencyMillis(99)).isBetween(499L, 501L);
    }

    @Test
    void leavesOutReadingsOfAnEarlierRunAndWhatIsNoReading() {
        // Given
        String earlier = reading(START.minusMillis(1));

        // When
        accepted.accepted("s", List.of(bytes(earlier + "\nhello\n\n")), now);

        // Then
        assertThat(accepted.count()).isZero();
        assertThat(accepted.bytes()).isZero();
        assertThat(accepted.latencyMillis(99)).isZero();
    }

    @Test
    void takesAClockThatWasSetBackForNoLatency() {
        // Given
        String reading = reading(START.plusSeconds(60));

        // When
        accepted.accepted("s", List.of(bytes(reading)), now);

        // Then
        assertThat(accepted.count()).isEqualTo(1);
        assertThat(accepted.latencyMillis(99)).isZero();
    }

    private InstantSource clock() {
        return () -> now;
    }

    private static String reading(Instant at) {
        return "{\"device_id\":\"device-0001\",\"seq\":0,\"ts\":\""
                + at.toString().replaceFirst("(:\\d\\d)Z", "$1.000Z")
                + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
