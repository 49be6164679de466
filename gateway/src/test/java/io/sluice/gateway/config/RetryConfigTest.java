/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        RetryConfig expected = new RetryConfig(Duration.ofMillis(100), Duration.ofSeconds(5));

        // When
        RetryConfig settings = RecordSettings.bind(RetryConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{initialDelay: 1s, maxDelay: 5m}";

        // When
        RetryConfig settings = RecordSettings.bind(RetryConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(new RetryConfig(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(RetryConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{initialDelay: 0s} | initialDelay: 0s is below the minimum of 1ms",
                "{maxDelay: 2h} | maxDelay: 2h is above the maximum of 1h",
                "{initialDelay: 40s} | initialDelay: 40s is above maxDelay, 5s; lower it or raise maxDelay"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(RetryConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
