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

class ReconnectConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        ReconnectConfig expected =
                new ReconnectConfig(Duration.ofMillis(200), Duration.ofSeconds(30));

        // When
        ReconnectConfig settings = RecordSettings.bind(ReconnectConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{initialDelay: 1s, maxDelay: 5m}";

        // When
        ReconnectConfig settings = RecordSettings.bind(ReconnectConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(new ReconnectConfig(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(ReconnectConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{initialDelay: 0s} | initialDelay: 0s is below the minimum of 1ms",
                "{maxDelay: 2h} | maxDelay: 2h is above the maximum of 1h",
                "{initialDelay: 40s} | initialDelay: 40s is above maxDelay, 30s; lower it or raise maxDelay"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(ReconnectConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
