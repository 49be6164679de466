/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupPaceTest {

    private final GroupPace pace = new GroupPace();

    @Test
    void oneMessageAloneDoesNotWait() {
        for (int i = 0; i < 10; i++) {
            assertThat(waited(1, 1)).isZero();
        }
    }

    @Test
    void aStreamThatStuttersGathersForLong() {
        waited(40, 120);

        for (int i = 0; i < 200; i++) {
            long after = i % GroupPace.PATIENCE == 0 ? 120 : 40;
            assertThat(waited(40, after)).isEqualTo(GroupPace.BRIEF_NANOS + GroupPace.LONG_NANOS);
        }
    }

    @Test
    void aBrokerThatWaitsForItsAcknowledgementsIsHeldUpOnceInManyGroups() {
        int window = 20; // as Mosquitto has it when nothing is configured
        for (int i = 0; i < GroupPace.PATIENCE; i++) {
            waited(window, window);
        }

        int heldUp = 0;
        for (int i = 0; i < 10 * (GroupPace.GROUPS_WITHOUT + 1); i++) {
            heldUp += waited(window, window) > GroupPace.BRIEF_NANOS ? 1 : 0;
        }

        assertThat(heldUp).isEqualTo(10);
    }

    @Test
    void gathersForLongAgainOnceAStreamFollows() {
        for (int i = 0; i < GroupPace.PATIENCE; i++) {
            waited(20, 20);
        }

        int heldUp = 0;
        for (int i = 0; i < 2 * GroupPace.GROUPS_WITHOUT; i++) {
            heldUp += waited(40, 120) > GroupPace.BRIEF_NANOS ? 1 : 0;
        }

        assertThat(heldUp).isEqualTo(GroupPace.GROUPS_WITHOUT);
    }

    /** Nanoseconds that a group waits which holds so many messages before and after it does. */
    private long waited(long before, long after) {
        long brief = pace.brief();
        long further = pace.further(before);
        pace.taken(further > 0 ? after : before);
        return brief + further;
    }
}
