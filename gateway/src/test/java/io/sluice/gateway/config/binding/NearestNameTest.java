/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    @ParameterizedTest
    @CsvSource({
        "durabilty, durability",
        "Durability, durability",
        "max_bytes, maxBytes",
        "maxbyte, maxBytes",
        "segmentSize, ",
        "qs, qos",
        "qso, qos",
        "x, "
    })
    void findsWhatWasMeant(String written, String meant) {
        // Given
        List<String> known = List.of("durability", "maxBytes", "segmentBytes", "qos");

        // When
        var nearest = NearestName.to(written, known);

        // Then
        assertThat(nearest.orElse(null)).isEqualTo(meant);
    }
}
