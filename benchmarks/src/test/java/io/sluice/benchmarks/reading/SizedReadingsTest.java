/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizedReadingsTest {

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 58, 83, 200, 5_000, 100_000})
    void makesJsonOfExactlyTheSizeThatIsAskedFor(int size) throws Exception {
        // Given
        int number = 123_456;

        // When
        byte[] payload = SizedReadings.payload(number, size);

        // Then
        assertThat(payload).hasSize(size).doesNotContain('\n');
        JsonNode json = new ObjectMapper().readTree(payload);
        assertThat(json.path("temperature").asDouble()).isEqualTo(21.5);
        assertThat(json.path("at").isIntegralNumber()).isTrue();
    }

    @Test
    void refusesAReadingThatHasNoRoomForItsStamp() {
        // Given
        int size = SizedReadings.LEAST_BYTES - 1;

        // When, Then
        assertThatIllegalArgumentException().isThrownBy(() -> SizedReadings.payload(0, size));
    }

    @Test
    void givesEachTopicToExactlyOneOfEightFilters() {
        // Given
        List<String> filters = SizedReadings.filters(8);

        for (int number = 0; number < SizedReadings.DEVICES; number++) {
            // When
            String topic = SizedReadings.topic(number);

            // Then
            assertThat(topic).hasSameSizeAs(SizedReadings.topic(0));
            assertThat(filters)
                    .filteredOn(filter -> topic.matches(filter.replace("+", "[^/]+")))
                    .hasSize(1);
        }
    }

    @Test
    void carriesTheTimeThatWasWrittenIntoThem() {
        // Given
        byte[] payload = SizedReadings.payload(7, 200);
        byte[] packet = new byte[300];
        System.arraycopy(payload, 0, packet, 40, payload.length);

        // When
        Stamp.write(packet, 40, 1_764_000_000_123_456L);

        // Then
        assertThat(Stamp.read(packet, 40, 240)).isEqualTo(1_764_000_000_123_456L);
        assertThat(Stamp.read(payload, 0, 200)).isEqualTo(Stamp.NONE);
        assertThat(Stamp.read(packet, 40, 50)).isEqualTo(Stamp.NONE);
        assertThat(Stamp.read(packet, 41, 240)).isEqualTo(Stamp.NONE);
    }
}
