/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.toolkit.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final Faults faults = new Faults(42);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttle=0.2",
                "record-failure=1",
                "latency=200ms",
                "down",
                "quota",
                "quota=2MiB",
                "lost-answer=0.1@mystream",
                "expired-token@mystream",
            })
    void readsWhatItWrites(String text) {
        assertThat(Fault.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trottle=0.2",
                "throttle",
                "throttle=2",
                "throttle=-0.1",
                "throttle=NaN",
                "throttle=x",
                "latency=fast",
                "down=1",
                "quota=0",
                "down@",
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fault");
    }

    @Test
    void strikesAboutAsOftenAsItIsTold() {
        faults.set("throttle=0.2");

        long struck =
                IntStream.range(0, 10_000)
                        .filter(i -> faults.strikes(FaultKind.THROTTLE, null))
                        .count();

        assertThat(struck).isBetween(1_800L, 2_200L);
    }

    @Test
    void tellsTheSameStoryForTheSameSeed() {
        Faults again = new Faults(42);
        faults.set("throttle=0.5");
        again.set("throttle=0.5");

        assertThat(story(again)).isEqualTo(story(faults));
    }

    @Test
    void limitsAFaultToItsStream() {
        faults.set("down@a");
        faults.set("quota=1KiB@a");

        assertThat(faults.strikes(FaultKind.DOWN, "a")).isTrue();
        assertThat(faults.strikes(FaultKind.DOWN, "b")).isFalse();
        assertThat(faults.strikes(FaultKind.DOWN, null)).isFalse();
        assertThat(faults.quotaBytes("a")).contains(DataSize.ofKib(1));
        assertThat(faults.hasQuota("b")).isFalse();
    }

    @Test
    void replacesAFaultOfTheSameKindAndClearsThem() {
        faults.set("latency=1s");
        faults.set("latency=2s");
        faults.set("down");

        assertThat(faults.latency(null)).isEqualTo(Duration.ofSeconds(2));
        faults.clear(FaultKind.LATENCY);
        assertThat(faults.active()).extracting(Fault::toString).containsExactly("down");
        faults.replace(List.of(Fault.parse("quota")));
        assertThat(faults.active()).extracting(Fault::toString).containsExactly("quota");
        faults.clear();
        assertThat(faults.active()).isEmpty();
    }

    private static List<Boolean> story(Faults faults) {
        return IntStream.range(0, 100)
                .mapToObj(i -> faults.strikes(FaultKind.THROTTLE, null))
                .toList();
    }
}
