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

class QuarantineConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        QuarantineConfig expected = new QuarantineConfig(DataSize.ofMib(256));

        // When
        QuarantineConfig settings = RecordSettings.bind(QuarantineConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{maxBytes: 1MiB}";

        // When
        QuarantineConfig settings = RecordSettings.bind(QuarantineConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new QuarantineConfig(DataSize.ofMib(1)));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(QuarantineConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{maxBytes: 1KiB} | maxBytes: 1KiB is below the minimum of 1MiB"})
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(QuarantineConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
