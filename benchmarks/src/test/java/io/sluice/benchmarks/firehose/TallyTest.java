/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.benchmarks.reading.SizedReadings;
import io.sluice.benchmarks.reading.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long SECOND_MICROS = 1_000_000;

    private final Tally tally = new Tally();

    @Test
    void saysHowOldReadingsWereWhenTheyWereAccepted() throws Exception {
        // Given
        long now = Stamp.now();
        for (int i = 1; i <= 100; i++) {
            accept(now - i * SECOND_MICROS);
        }

        // When
        JsonNode latencies = new ObjectMapper().readTree(tally.latencies());

        // Then
        assertThat(latencies.path("count").asInt()).isEqualTo(100);
        assertThat(latencies.path("p50Millis").asDouble()).isCloseTo(50_000, within(1_000.0));
        assertThat(latencies.path("p99Millis").asDouble()).isCloseTo(99_000, within(1_000.0));
        assertThat(latencies.path("p999Millis").asDouble()).isCloseTo(100_000, within(1_000.0));
    }

    @Test
    void forgetsTheLatenciesThatItHasTold() throws Exception {
        // Given
        accept(Stamp.now());
        tally.latencies();

        // When
        JsonNode latencies = new ObjectMapper().readTree(tally.latencies());

        // Then
        assertThat(latencies.path("count").asInt()).isZero();
        assertThat(new ObjectMapper().readTree(tally.usage()).path("readings").asInt())
                .isEqualTo(1);
    }

    private void accept(long micros) throws Exception {
        byte[] line = new byte[SizedReadings.LEAST_BYTES + 1];
        System.arraycopy(
                SizedReadings.payload(0, SizedReadings.LEAST_BYTES),
                0,
                line,
                0,
                SizedReadings.LEAST_BYTES);
        Stamp.write(line, 0, micros);
        line[SizedReadings.LEAST_BYTES] = '\n';
        byte[] body =
                ("{\"Record\":{\"Data\":\"" + Base64.getEncoder().encodeToString(line) + "\"}}")
                        .getBytes(StandardCharsets.US_ASCII);
        PutScanner scanner = new PutScanner();
        scanner.scan(body, 0, body.length);
        tally.accept(scanner);
    }
}
