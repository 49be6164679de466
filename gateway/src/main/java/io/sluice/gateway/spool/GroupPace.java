/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

/**
 * Decides how long a group grows before it is written and synced. In a stream of messages fewer and
 * larger groups are cheaper for all: each costs a write, a sync and a packet of acknowledgements,
 * whatever it holds. One message alone is not held up, and neither is a broker that sends no more
 * before the last ones are acknowledged: where waiting brings nothing, the groups that follow do
 * without it. For one thread.
 */
final class GroupPace {

    /** A group of so many messages: more of them are coming. */
    static final int STREAM_MESSAGES = 5;

    /** How long they may join in any case: what syncing takes on a fast disk, twice. */
    static final long BRIEF_NANOS = 400_000;

    /** How much longer, where that brings many: what reading from the socket thrice takes. */
    static final long LONG_NANOS = 2_600_000;

    /** So often in a row it may bring less than a quarter more. */
    static final int PATIENCE = 4;

    /** So many groups do without it then, before the next attempt. */
    static final int GROUPS_WITHOUT = 64;

    private long lastMessages;
    private long messagesBefore;
    private int patience = PATIENCE;
    private int groupsWithout;

    /** How long to wait once there is a message; nanoseconds. */
    long brief() {
        return lastMessages < STREAM_MESSAGES ? 0 : BRIEF_NANOS;
    }

    /**
     * How long to wait again; nanoseconds.
     *
     * @param messages in the group so far
     */
    long further(long messages) {
        messagesBefore = 0;
        if (messages < STREAM_MESSAGES) {
            return 0;
        }
        if (groupsWithout > 0) {
            groupsWithout--;
            return 0;
        }
        messagesBefore = messages;
        return LONG_NANOS;
    }

    /**
     * The group goes to the disk.
     *
     * @param messages in the group, after all waiting
     */
    void taken(long messages) {
        lastMessages = messages;
        if (messagesBefore == 0) {
            return;
        }
        if (4 * messages >= 5 * messagesBefore) {
            patience = PATIENCE;
        } else if (--patience == 0) {
            patience = 1;
            groupsWithout = GROUPS_WITHOUT;
        }
    }
}
