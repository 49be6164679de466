/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5, section 4.7. */
class TopicFilterTest {

    /** All topics of up to four levels over a small alphabet, empty levels and $ included. */
    private static final List<String> TOPICS = topics();

    private static List<String> topics() {
        List<String> levels = List.of("", "a", "b", "$a");
        List<String> all = new ArrayList<>();
        List<String> longest = new ArrayList<>(levels);
        for (int depth = 1; depth <= 4; depth++) {
            longest.stream().filter(topic -> !topic.isEmpty()).forEach(all::add);
            longest =
                    longest.stream()
                            .flatMap(topic -> levels.stream().map(level -> topic + "/" + level))
                            .toList();
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "sport/#, sports, false",
        "#, sport, true",
        "#, /, true",
        "+, sport, true",
        "+, /finance, false",
        "+/+, /finance, true",
        "/+, /finance, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "sport/+/player1, sport//player1, true",
        "+/tennis/#, sport/tennis, true",
        "#, $SYS/broker, false",
        "+/monitor/Clients, $SYS/monitor/Clients, false",
        "+/#, $SYS, false",
        "$SYS/#, $SYS/monitor/Clients, true",
        "$SYS/monitor/+, $SYS/monitor/Clients, true",
        "sport/tennis, sport/tennis, true",
        "sport/tennis, sport/Tennis, false",
        "sport/tennis, sport/tennis/, false",
        "a/b, a/b/c, false",
        "a/+/c, a/b/c/d, false",
        "a/+/#, a, false",
        "a/+/#, a/, true",
        "a/$b/+, a/$b/c, true"
    })
    void matchesAsMqttSays(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.of(filter).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sport/tennis#", "sport/#/ranking", "#/a", "sport+", "a/b+/c", "++"})
    void refusesWhatIsNoFilter(String text) {
        assertThatThrownBy(() -> TopicFilter.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<TopicFilter> filters() {
        Arbitrary<String> level = Arbitraries.of("a", "b", "+", "", "$a");
        Arbitrary<String> last = Arbitraries.of("", "/#", "/#", "/+");
        Arbitrary<String> levels =
                level.list().ofMinSize(1).ofMaxSize(3).map(l -> String.join("/", l));
        Arbitrary<String> some =
                net.jqwik.api.Combinators.combine(levels, last).as((start, end) -> start + end);
        return Arbitraries.oneOf(some, Arbitraries.of("#", "+", "+/#", "/", "/#"))
                .filter(text -> !text.isEmpty())
                .map(TopicFilter::of);
    }

    @Property(tries = 2_000)
    void coversExactlyWhatMatchesAllOfTheOther(
            @ForAll("filters") TopicFilter one, @ForAll("filters") TopicFilter other) {
        // Given
        boolean all = TOPICS.stream().filter(other::matches).allMatch(one::matches);

        // When
        boolean covers = one.covers(other);

        // Then
        if (other.toString().equals("/#")) {
            // its parent level is the empty topic, which there is not: a covering filter may be
            // missed
            assertThat(all).as("%s covers %s", one, other).isIn(covers, true);
        } else {
            assertThat(covers).as("%s covers %s", one, other).isEqualTo(all);
        }
    }

    @Property(tries = 500)
    void matchesTheSameTopicsWithoutTheCoveredOnes(
            @ForAll("filters") TopicFilter a,
            @ForAll("filters") TopicFilter b,
            @ForAll("filters") TopicFilter c) {
        // Given
        List<TopicFilter> all = List.of(a, b, c);

        // When
        List<TopicFilter> kept = TopicFilter.withoutCovered(all);

        // Then
        for (String topic : TOPICS) {
            assertThat(kept.stream().anyMatch(filter -> filter.matches(topic)))
                    .isEqualTo(all.stream().anyMatch(filter -> filter.matches(topic)));
        }
        assertThat(Stream.of(a, b, c)).containsAll(kept);
        for (TopicFilter one : kept) {
            assertThat(kept).noneMatch(other -> other != one && other.covers(one));
        }
    }
}
