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

class ShutdownConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        ShutdownConfig expected = new ShutdownConfig(Duration.ofSeconds(10));

        // When
        ShutdownConfig settings = RecordSettings.bind(ShutdownConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{drainTimeout: 0}";

        // When
        ShutdownConfig settings = RecordSettings.bind(ShutdownConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new ShutdownConfig(Duration.ZERO));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(ShutdownConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{drainTimeout: 2h} | drainTimeout: 2h is above the maximum of 1h",
                "{drainTimeout: 10} | drainTimeout: '10' is not a duration; write a number and a unit, such as 200ms, 3s, 5m, 1h or 7d"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(ShutdownConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
