/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

/** What the spool tells of itself; called from its own threads, must not block. */
public interface SpoolEvents {

    /** Tells nobody. */
    SpoolEvents NONE = new SpoolEvents() {};

    /** A group became durable: so many messages and bytes in one sync of so many nanoseconds. */
    default void synced(int messages, long bytes, long nanos) {}

    /**
     * Receipts are not settled any more: the spool is full, or the disk refuses. Said once until
     * {@link #resumed}.
     */
    default void paused(String reason) {}

    /**
     * It still is paused, as each attempt to go on has found; perhaps for another reason by now.
     */
    default void stillPaused(String reason) {}

    /** Receipts are settled again. */
    default void resumed() {}

    /** A QoS 0 message was dropped since there was no room for it. */
    default void dropped(String topic, String reason) {}

    /**
     * Stored bytes failed their checksum and were set aside in {@code keptIn}; what follows them
     * goes on.
     */
    default void damaged(String segment, long offset, long bytes, String keptIn) {}

    /**
     * Positions of the log that a lane had not released are not there: a segment file was removed
     * or cut from outside, or the log is shorter than what the lane has released.
     */
    default void missing(SpoolPosition from, SpoolPosition to, String reason) {}
}
