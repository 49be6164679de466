/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicMemoryTest {

    private final TopicMemory memory = new TopicMemory();

    @Property
    void givesTheTopicThatTheBytesSayWhateverItHasSeenBefore(
            @ForAll @Size(max = 300) List<String> topics) {
        for (String topic : topics) {
            // Given
            byte[] bytes = ("before" + topic + "behind").getBytes(UTF_8);
            int length = topic.getBytes(UTF_8).length;

            // When
            String given = memory.topic(bytes, 6, length);

            // Then
            assertThat(given).isEqualTo(new String(topic.getBytes(UTF_8), UTF_8));
        }
    }

    @Test
    void tellsAllOfThemApartThoughThereAreMoreThanPlaces() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                String topic = "sensors/device-" + i + "/telemetry";
                assertThat(memory.topic(topic.getBytes(UTF_8), 0, topic.length())).isEqualTo(topic);
            }
        }
    }

    @Test
    void givesTheSameStringAgainUnlessItIsLong() {
        // Given
        byte[] bytes = "a".repeat(TopicMemory.MOST_BYTES + 1).getBytes(UTF_8);

        // Then
        assertThat(memory.topic(bytes, 0, TopicMemory.MOST_BYTES))
                .isSameAs(memory.topic(bytes, 1, TopicMemory.MOST_BYTES));
        assertThat(memory.topic(bytes, 0, bytes.length))
                .isNotSameAs(memory.topic(bytes, 0, bytes.length));
    }

    @Test
    void remembersAHundredTopicsAtOnce() {
        // Given
        List<String> topics =
                IntStream.range(0, 100)
                        .mapToObj(i -> "sensors/device-" + i + "/telemetry")
                        .toList();
        List<String> given = topics.stream().map(this::given).toList();

        // Then
        for (int i = 0; i < topics.size(); i++) {
            assertThat(given(topics.get(i))).isSameAs(given.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d",
                "t/%d",
                "sensors/device-%d/telemetry",
                "sensors/%08d",
                "factory/line-7/machine-%1$d/part-%1$d/temperature/celsius"
            })
    void spreadsAThousandTopicsOverItsPlaces(String form) {
        // Given
        List<String> topics = IntStream.range(0, 1_000).mapToObj(form::formatted).toList();
        Set<String> given = Collections.newSetFromMap(new IdentityHashMap<>());
        topics.forEach(topic -> given.add(given(topic)));

        // When
        long remembered = topics.stream().filter(topic -> given.contains(given(topic))).count();

        // Then
        assertThat(remembered).isGreaterThan(900);
    }

    private String given(String topic) {
        return memory.topic(topic.getBytes(UTF_8), 0, topic.length());
    }
}
