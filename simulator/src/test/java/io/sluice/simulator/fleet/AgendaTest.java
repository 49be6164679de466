/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final long MILLI = 1_000_000;

    @Test
    void spreadsTheDevicesEvenlyOverTheInterval() {
        // Given
        Agenda agenda = new Agenda(workload(4, 0, false), 0, 1, 0);

        // When
        List<Long> due = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            due.add(agenda.dueNanos() / MILLI);
            agenda.advance(agenda.dueNanos());
        }

        // Then
        assertThat(due).containsExactly(0L, 250L, 500L, 750L, 1_000L, 1_250L);
    }

    @Test
    void givesEachConnectionItsShareOfTheDevices() {
        // Given
        Agenda second = new Agenda(workload(5, 0, false), 1, 2, 0);

        // When
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            devices.add(second.device());
            second.advance(second.dueNanos());
        }

        // Then
        assertThat(devices).containsExactly(1, 3, 1, 3);
    }

    @Test
    void endsWhenTheCountIsReachedWithDevicesAtMostOneApart() {
        // Given
        Workload workload = workload(3, 8, true);
        int[] taken = new int[3];

        // When
        for (int connection = 0; connection < 2; connection++) {
            Agenda agenda = new Agenda(workload, connection, 2, 0);
            while (!agenda.isDone()) {
                taken[agenda.device()]++;
                agenda.advance(0);
            }
        }

        // Then
        assertThat(taken).containsExactly(3, 3, 2);
    }

    @Test
    void isLateAfterALongHoldUpInsteadOfCatchingUpAllAtOnce() {
        // Given
        Agenda agenda = new Agenda(workload(1, 0, false), 0, 1, 0);
        long now = 60_000 * MILLI;

        // When
        agenda.advance(now);

        // Then
        assertThat(agenda.dueNanos()).isEqualTo(now + 1_000 * MILLI);
    }

    private static Workload workload(int devices, long count, boolean maxRate) {
        return new Workload(devices, Duration.ofSeconds(1), count, 1, 0, maxRate);
    }
}
