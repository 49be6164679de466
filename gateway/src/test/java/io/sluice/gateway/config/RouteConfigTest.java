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

class RouteConfigTest {

    private static final String SMALLEST =
            "{name: telemetry, filter: sensors/+/telemetry, stream: sluice-telemetry}";

    @Test
    void hasTheseDefaults() {
        // Given
        RouteConfig expected =
                new RouteConfig(
                        "telemetry",
                        "sensors/+/telemetry",
                        1,
                        "sluice-telemetry",
                        Duration.ofSeconds(1),
                        RecordSettings.bind(RuleConfig.class, ""),
                        false,
                        RecordSettings.bind(PackConfig.class, ""),
                        RecordSettings.bind(BatchConfig.class, ""));

        // When
        RouteConfig settings = RecordSettings.bind(RouteConfig.class, SMALLEST);

        // Then
        assertThat(settings).isEqualTo(expected);
    }

    @Test
    void takesEveryKey() {
        // Given
        String yaml =
                "{name: 1-raw, filter: '#', qos: 0, stream: A_b.c-1, linger: 15m, rule: {name: r_1, sql: SELECT a FROM 'b', sqlVersion: 2015-10-08, batchMode: true}, sluiceId: true, pack: {enabled: false, maxReadings: 2, maxBytes: 1KiB, separator: tab}, batch: {maxRecords: 2, maxBytes: 4MiB}}";

        // When
        RouteConfig settings = RecordSettings.bind(RouteConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new RouteConfig(
                                "1-raw",
                                "#",
                                0,
                                "A_b.c-1",
                                Duration.ofMinutes(15),
                                new RuleConfig(
                                        "r_1", "SELECT a FROM 'b'", null, "2015-10-08", true),
                                true,
                                new PackConfig(false, 2, DataSize.ofKib(1), SeparatorConfig.TAB),
                                new BatchConfig(2, DataSize.ofMib(4))));
        RecordSettings.assertEveryKeyDiffers(
                RecordSettings.bind(RouteConfig.class, SMALLEST), settings, "rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: Raw, filter: a, stream: s} | name: 'Raw' is not a route's name; use lower case letters, digits and -, at most 63, and begin with a letter or digit",
                "{name: r, filter: a/#/b, stream: s} | filter: 'a/#/b' has # elsewhere than alone on the last level; write such as sensors/#",
                "{name: r, filter: a+/b, stream: s} | filter: 'a+/b' has + together with other characters; let it stand alone on its level, such as sensors/+/telemetry",
                "{name: r, filter: $share/g/a, stream: s} | filter: '$share/g/a' is a shared subscription; write the filter alone, and the group as source.sharedGroup",
                "{name: r, filter: , stream: s} | filter: has no value; write it after the colon, such as sensors/+/telemetry (in quotes if it begins with #)",
                "{name: r, filter: a, qos: 2, stream: s} | qos: 2 is not offered; use 1: nothing is lost, and Firehose delivers at least once in any case",
                "{name: r, filter: a, qos: 3, stream: s} | qos: 3 is not a quality of service; use 1, or 0 where loss is fine",
                "{name: r, filter: a, stream: my stream} | stream: 'my stream' is not a delivery stream's name; AWS allows 1 to 64 of a-z, A-Z, 0-9, _, . and -",
                "{name: r, filter: a, stream: s, linger: 16m} | linger: 16m is above the maximum of 15m",
                "{name: r, filter: a, stream: s, pack: {maxReadings: 501}} | pack.maxReadings: 501 is above 500, the most that Firehose de-aggregates from one record",
                "{name: r, filter: a, stream: s, batch: {maxRecords: 501}} | batch.maxRecords: 501 is above Firehose's limit of 500 per request"
            })
    void refuses(String yaml, String problem) {
        // When
        var problems = RecordSettings.refusalsOf(RouteConfig.class, yaml);

        // Then
        assertThat(problems).containsExactly(problem + " (line 1)");
    }
}
