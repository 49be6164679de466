/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexRotationTest {

    @ParameterizedTest
    @CsvSource({
        "NoRotation, i",
        "OneHour, i-2016-02-25-13",
        "OneDay, i-2016-02-25",
        "OneWeek, i-2016-w08",
        "OneMonth, i-2016-02"
    })
    void namesIndicesAsFirehoseDoes(String word, String name) {
        assertThat(IndexRotation.of(word).nameFor("i", Instant.parse("2016-02-25T13:00:00Z")))
                .isEqualTo(name);
    }
}
