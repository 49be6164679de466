/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTimestampTest {

    @Test
    void readsTheTimeOfAReading() {
        // Given
        String json =
                "{\"device_id\":\"device-0001\",\"seq\":7,\"ts\":\"2026-02-28T23:59:59.987Z\",\"temperature_c\":21.5}";

        // When
        long millis = millis(json);

        // Then
        assertThat(millis).isEqualTo(Instant.parse("2026-02-28T23:59:59.987Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not JSON",
                "{\"ts\":\"",
                "{\"ts\":1700000000}",
                "{\"ts\":\"2026-02-28\"}",
                "{\"ts\":\"2026-02-30T00:00:00.000Z\"}",
                "{\"ts\":\"2026-02-28T23:59:59.987+01:00\"}",
                "{\"ts\":\"2026-02-28 23:59:59.987Z\"}",
                "{\"ts\":\"2026-02-28T23:59:59.98"
            })
    void findsNoTimeWhereThereIsNone(String json) {
        // Given, When
        long millis = millis(json);

        // Then
        assertThat(millis).isEqualTo(ReadingTimestamp.NONE);
    }

    @Test
    void looksNowhereButInTheGivenRange() {
        // Given
        String first = "{\"ts\":\"2026-01-01T00:00:00.000Z\"}";
        String second = "{\"ts\":\"2026-01-02T00:00:00.000Z\"}";
        byte[] record = (first + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8);

        // When
        long millis = ReadingTimestamp.millisIn(record, first.length() + 1, record.length - 1);
        long cut = ReadingTimestamp.millisIn(record, 0, first.length() - 2);

        // Then
        assertThat(millis).isEqualTo(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
        assertThat(cut).isEqualTo(ReadingTimestamp.NONE);
    }

    private static long millis(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ReadingTimestamp.millisIn(bytes, 0, bytes.length);
    }
}
