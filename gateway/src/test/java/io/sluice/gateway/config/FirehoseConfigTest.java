/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.toolkit.DataSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirehoseConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        FirehoseConfig expected =
                new FirehoseConfig(
                        4,
                        RecordSettings.bind(PaceConfig.class, ""),
                        RecordSettings.bind(RetryConfig.class, ""));

        // When
        FirehoseConfig settings = RecordSettings.bind(FirehoseConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml =
                "{concurrency: 64, pace: {enabled: false, bytesPerSecond: 1MiB, recordsPerSecond: 7, requestsPerSecond: 8}, retry: {initialDelay: 1s, maxDelay: 5m}}";

        // When
        FirehoseConfig settings = RecordSettings.bind(FirehoseConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new FirehoseConfig(
                                64,
                                new PaceConfig(false, DataSize.ofMib(1), 7, 8),
                                new RetryConfig(Duration.ofSeconds(1), Duration.ofMinutes(5))));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(FirehoseConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{concurrency: 0} | concurrency: 0 is below the minimum of 1",
                "{concurrency: 65} | concurrency: 65 is above the maximum of 64",
                "{pace: fast} | pace: is a single value; write its keys below it, such as enabled:",
                "{retry: {maxDelay: soon}} | retry.maxDelay: 'soon' is not a duration; write a number and a unit, such as 200ms, 3s, 5m, 1h or 7d"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(FirehoseConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
