/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationTest {

    @Test
    void addsUpWhatEachThreadHasAllocated() {
        // Given
        String printed =
                """
                "main" #1 prio=5 os_prio=0 cpu=589.49ms elapsed=4.28s allocated=15824K defined_classes=1547 tid=0x1
                   java.lang.Thread.State: WAITING (on object monitor)
                "Signal Dispatcher" #4 daemon prio=9 os_prio=0 cpu=0.39ms elapsed=4.25s allocated=528B tid=0x2
                "alloc" #12 prio=5 os_prio=0 cpu=519.67ms elapsed=3.63s allocated=968M defined_classes=0 tid=0x3
                "VM Thread" os_prio=0 cpu=10.19ms elapsed=4.2s tid=0x4
                """;

        // When
        double bytes = Allocation.sum(printed);

        // Then
        assertThat(bytes).isEqualTo(15_824L * 1024 + 528 + (968L << 20));
    }

    @Test
    void isUnknownWhereNothingWasPrinted() {
        // Given
        String refused = "4711: No such process";

        // When
        double bytes = Allocation.sum(refused);

        // Then
        assertThat(bytes).isNaN();
    }
}
