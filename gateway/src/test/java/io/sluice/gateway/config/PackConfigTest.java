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

class PackConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        PackConfig expected = new PackConfig(true, 500, DataSize.ofKib(1000), null);

        // When
        PackConfig settings = RecordSettings.bind(PackConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{enabled: false, maxReadings: 20, maxBytes: 5KiB, separator: crlf}";

        // When
        PackConfig settings = RecordSettings.bind(PackConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(new PackConfig(false, 20, DataSize.ofKib(5), SeparatorConfig.CRLF));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(PackConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{enabled: maybe} | enabled: 'maybe' is not true or false",
                "{separator: semicolon} | separator: 'semicolon' is not known; use newline or tab or crlf or comma or none",
                "{maxReadings: 0} | maxReadings: 0 is below the minimum of 1",
                "{maxReadings: 501} | maxReadings: 501 is above 500, the most that Firehose de-aggregates from one record",
                "{maxBytes: 0} | maxBytes: 0B is below the minimum of 1B",
                "{maxBytes: 1024001} | maxBytes: 1024001B is above Firehose's limit of 1000KiB (1,024,000 B) per record"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(PackConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
