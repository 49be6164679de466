/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.iotsql.topic.TopicFilter;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics match as AWS IoT Developer Guide, "MQTT topics", says. */
class TopicMatchTest {

    @ParameterizedTest
    @CsvSource({
        "sensor/#,       sensor/,      true",
        "sensor/#,       sensor/a,     true",
        "sensor/#,       sensor/a/b,   true",
        "sensor/#,       sensor,       false",
        "sensor/+/room1, sensor/t/room1, true",
        "sensor/+/room1, sensor/room1, false",
        "sensor/+,       sensor/a/b,   false",
        "sensor/+,       sensor/,      true",
        "#,              a,            true",
        "#,              $aws/x,       false",
        "+/x,            $aws/x,       false",
        "$aws/#,         $aws/x,       true",
        "$aws/+/x,       $aws/y/x,     true",
        "a/b,            a/b,          true",
        "a/b,            A/b,          false",
        "a,              a/,           false",
        "+/+,            /,            true",
        "/+,             /a,           true",
        "a/+/#,          a/b,          false",
        "a/+/#,          a/b/,         true"
    })
    void matchesAsAwsDoes(String filter, String topic, boolean expected) {
        // Given
        RuleStatement statement =
                RuleStatement.parse("SELECT * FROM '" + filter + "'", SqlVersion.V2016_03_23);

        // When / Then
        assertThat(statement.matches(topic)).isEqualTo(expected);
        assertThat(statement.topicFilter()).contains(filter);
    }

    @Test
    void withoutFromEveryTopicMatches() {
        // Given
        RuleStatement statement = RuleStatement.parse("SELECT *", SqlVersion.V2016_03_23);

        // When / Then
        assertThat(statement.matches("any/thing")).isTrue();
        assertThat(statement.topicFilter()).isEmpty();
    }

    @Property(tries = 1_000)
    void agreesWithASimpleModel(@ForAll("filters") String filter, @ForAll("topics") String topic) {
        // Given
        TopicFilter subject = TopicFilter.of(filter);

        // When / Then
        assertThat(subject.matches(topic)).isEqualTo(model(filter, topic));
        assertThat(subject.mismatch(topic) == null).isEqualTo(model(filter, topic));
    }

    private static boolean model(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        return model(Arrays.asList(filter.split("/", -1)), Arrays.asList(topic.split("/", -1)));
    }

    private static boolean model(List<String> filter, List<String> topic) {
        if (filter.isEmpty() || topic.isEmpty()) {
            return filter.isEmpty() && topic.isEmpty();
        }
        if (filter.get(0).equals("#")) {
            return true;
        }
        return (filter.get(0).equals("+") || filter.get(0).equals(topic.get(0)))
                && model(filter.subList(1, filter.size()), topic.subList(1, topic.size()));
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> levels = Arbitraries.of("a", "b", "", "+", "$x");
        return levels.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(list -> String.join("/", list))
                .flatMap(text -> Arbitraries.of(text, text + "/#", "#"))
                .filter(text -> TopicFilter.problem(text).isEmpty());
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "", "$x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(list -> String.join("/", list));
    }
}
