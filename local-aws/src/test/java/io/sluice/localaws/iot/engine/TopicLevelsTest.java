/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicLevelsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a/b, a/c, \"level 2: the filter wants 'b', the topic has 'c'\"",
                "a/+/c, a/b, \"level 3: the filter wants 'c', the topic has ended\"",
                "a, a/b, \"level 2: the filter has ended, the topic has 'b'\"",
                "a/#, a, \"level 2: the filter wants '#', the topic has ended\"",
                "#, $x/y, a wildcard at the front does not match a topic that begins with $",
            })
    void saysWhereFilterAndTopicPartWays(String filter, String topic, String words) {
        assertThat(TopicLevels.mismatch(filter, topic)).isEqualTo(words);
    }
}
