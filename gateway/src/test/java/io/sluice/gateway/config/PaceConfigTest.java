/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.toolkit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        PaceConfig expected = new PaceConfig(true, null, null, null);

        // When
        PaceConfig settings = RecordSettings.bind(PaceConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml =
                "{enabled: false, bytesPerSecond: 10MiB, recordsPerSecond: 7, requestsPerSecond: 8}";

        // When
        PaceConfig settings = RecordSettings.bind(PaceConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new PaceConfig(false, DataSize.ofMib(10), 7, 8));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(PaceConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{enabled: 1} | enabled: '1' is not true or false",
                "{bytesPerSecond: 0} | bytesPerSecond: 0B is below the minimum of 1B",
                "{recordsPerSecond: 0} | recordsPerSecond: 0 is below the minimum of 1",
                "{requestsPerSecond: -1} | requestsPerSecond: -1 is below the minimum of 1"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(PaceConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
