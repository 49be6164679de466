/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.toolkit.CommandFailure;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a run will do. */
class FaultsTest {

    @Test
    void killsAtEveryBusyPointOverALongRun() {
        // When
        List<Fault> plan = Faults.plan(0, 200, List.of(), true, true, new Random(1));

        // Then
        assertThat(plan).hasSize(200);
        assertThat(plan)
                .extracting(Fault::name)
                .contains(
                        "kill",
                        "kill-twice",
                        "kill-fsync",
                        "kill-settle",
                        "kill-release",
                        "kill-cursor");
    }

    @Test
    void plansNoKillInASpoolThatIsNotThere() {
        // When
        List<Fault> plan = Faults.plan(0, 200, List.of(), true, false, new Random(1));

        // Then
        assertThat(plan)
                .extracting(Fault::name)
                .hasSize(200)
                .containsOnly("kill", "kill-twice", "kill-release");
    }

    @Test
    void makesTheSamePlanOfTheSameSeed() {
        // When / Then
        assertThat(Faults.plan(0, 20, List.of("all"), true, true, new Random(7)))
                .extracting(Fault::name)
                .isEqualTo(
                        Faults.plan(0, 20, List.of("all"), true, true, new Random(7)).stream()
                                .map(Fault::name)
                                .toList());
    }

    @Test
    void namesTheFaultsIfOneIsNotThere() {
        // When / Then
        assertThatThrownBy(() -> Faults.plan(0, 0, List.of("flood"), true, true, new Random(7)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no fault 'flood'; there are: all, kill,");
    }
}
