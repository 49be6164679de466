/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.TopicFilter;
import org.junit.jupiter.api.Test;

class RouteMatcherTest {

    private final RouteMatcher matcher = new RouteMatcher(TopicFilter.of("sensors/#")::matches);

    @Test
    void remembersWhatItHasSeen() {
        // When
        for (int i = 0; i < 3; i++) {
            assertThat(matcher.matches("sensors/a")).isTrue();
            assertThat(matcher.matches("machines/a")).isFalse();
        }

        // Then
        assertThat(matcher.remembered()).isEqualTo(2);
    }

    @Test
    void remembersNoLongTopicsWhichWouldFillTheHeap() {
        // Given: 4,000 topics of 64 KB are a heap of 256 MiB
        String tail = "x".repeat(65_000);

        // When
        for (int i = 0; i < 100; i++) {
            assertThat(matcher.matches("sensors/" + i + tail)).isTrue();
        }

        // Then
        assertThat(matcher.remembered()).isZero();
    }

    @Test
    void forgetsAllRatherThanGrowWithoutBound() {
        // When
        for (int i = 0; i <= RouteMatcher.MOST_TOPICS; i++) {
            matcher.matches("sensors/" + i);
        }

        // Then
        assertThat(matcher.remembered()).isEqualTo(1);
    }
}
