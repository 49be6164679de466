/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminConfigTest {

    private static final String SMALLEST = "";

    @Test
    void hasTheseDefaults() {
        // Given
        AdminConfig expected = new AdminConfig(true, "127.0.0.1", 8080);

        // When
        AdminConfig settings = RecordSettings.bind(AdminConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml = "{enabled: false, host: 0.0.0.0, port: 0}";

        // When
        AdminConfig settings = RecordSettings.bind(AdminConfig.class, yaml);

        // Then
        assertThat(settings).isEqualTo(new AdminConfig(false, "0.0.0.0", 0));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(AdminConfig.class, SMALLEST), settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{enabled: on} | enabled: 'on' is not true or false",
                "{host: \"\"} | host: is empty; write 127.0.0.1, or 0.0.0.0 for all addresses",
                "{port: -1} | port: -1 is below the minimum of 0",
                "{port: 65536} | port: 65536 is above the maximum of 65535"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(AdminConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
