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

class SpoolConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        SpoolConfig expected =
                new SpoolConfig(Durability.DISK, DataSize.ofMib(1024), DataSize.ofMib(64));

        // When
        SpoolConfig settings = RecordSettings.bind(SpoolConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{durability: broker, maxBytes: 2GiB, segmentBytes: 1MiB}";

        // When
        SpoolConfig settings = RecordSettings.bind(SpoolConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new SpoolConfig(
                                Durability.BROKER, DataSize.ofMib(2048), DataSize.ofMib(1)));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(SpoolConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{durability: both} | durability: 'both' is not known; use disk or broker",
                "{segmentBytes: 1023KiB} | segmentBytes: 1023KiB is below the minimum of 1MiB",
                "{segmentBytes: 2GiB, maxBytes: 8GiB} | segmentBytes: 2GiB is above the maximum of 1GiB",
                "{maxBytes: 127MiB} | maxBytes: 127MiB is below two segments of 64MiB; raise it, or lower segmentBytes",
                "{maxBytes: much} | maxBytes: 'much' is not a size; write a number and a unit, such as 512B, 64KiB, 256MiB or 1GiB"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(SpoolConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
