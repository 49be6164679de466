/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadingJsonTest {

    private static final Reading READING =
            new Reading(
                    "device-0001",
                    17,
                    Instant.parse("2026-11-23T05:06:07.080900Z"),
                    21.3456,
                    45.12,
                    1013.2,
                    3.9);

    @Test
    void writesOneObjectWithAllFieldsAndNoNewline() {
        // When
        byte[] json = new ReadingJson(0).write(READING);

        // Then
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"device_id\":\"device-0001\",\"seq\":17,\"ts\":\"2026-11-23T05:06:07.080Z\","
                                + "\"temperature_c\":21.35,\"humidity_pct\":45.1,"
                                + "\"pressure_hpa\":1013.20,\"battery_v\":3.900}");
    }

    @Test
    void fillsUpToExactlyTheSizeAskedFor() throws IOException {
        // Given
        int natural = new ReadingJson(0).write(READING).length;

        // When
        byte[] padded = new ReadingJson(1_000).write(READING);
        byte[] justPadded = new ReadingJson(natural + 9).write(READING);

        // Then
        assertThat(padded).hasSize(1_000);
        assertThat(justPadded).hasSize(natural + 9);
        JsonNode json = new ObjectMapper().readTree(padded);
        assertThat(json.get("seq").asLong()).isEqualTo(17);
        assertThat(json.get("pad").asText()).matches("x+");
    }

    @Test
    void leavesALongerReadingAsItIs() {
        // Given
        int natural = new ReadingJson(0).write(READING).length;

        // When
        byte[] tooLong = new ReadingJson(10).write(READING);
        byte[] noRoomForTheField = new ReadingJson(natural + 8).write(READING);

        // Then
        assertThat(tooLong).hasSize(natural);
        assertThat(noRoomForTheField).hasSize(natural);
    }
}
