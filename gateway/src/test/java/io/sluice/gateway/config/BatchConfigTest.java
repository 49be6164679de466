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

class BatchConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        BatchConfig expected = new BatchConfig(500, DataSize.ofMib(1));

        // When
        BatchConfig settings = RecordSettings.bind(BatchConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{maxRecords: 1, maxBytes: 4MiB}";

        // When
        BatchConfig settings = RecordSettings.bind(BatchConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new BatchConfig(1, DataSize.ofMib(4)));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(BatchConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{maxRecords: 0} | maxRecords: 0 is below the minimum of 1",
                "{maxRecords: 750} | maxRecords: 750 is above Firehose's limit of 500 per request",
                "{maxBytes: 999KiB} | maxBytes: 999KiB is below 1000KiB, the largest record that Firehose takes; raise it, since such a record would never leave",
                "{maxBytes: 5MiB} | maxBytes: 5MiB is above Firehose's limit of 4MiB per request"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(BatchConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
