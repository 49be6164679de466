/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConnectionPaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Property(tries = 50)
    void staysBelowWhatAwsTakesInAnySecond(@ForAll @IntRange(min = 1, max = 131_072) int size) {
        // Given
        ConnectionPace pace = new ConnectionPace(0);
        long[] sentAt = new long[400];
        long now = 0;

        // When: as fast as it may, for 400 messages
        for (int i = 0; i < sentAt.length; i++) {
            now += pace.waitFor(size, now);
            pace.sent(size, now);
            sentAt[i] = now;
        }

        // Then
        for (int from = 0; from < sentAt.length; from++) {
            int count = 0;
            while (from + count < sentAt.length && sentAt[from + count] < sentAt[from] + SECOND) {
                count++;
            }
            assertThat(count).isLessThanOrEqualTo(100);
        }
        double seconds = (sentAt[399] - sentAt[0]) / 1e9;
        assertThat((400.0 - 1) * size / Math.max(seconds, 1)).isLessThanOrEqualTo(2.0 * 512 * 1024);
    }
}
