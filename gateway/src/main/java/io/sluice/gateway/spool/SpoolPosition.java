/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

/**
 * A place between two messages of the spool's log. Positions grow along the log and stay valid over
 * restarts; their difference is roughly the bytes between them.
 *
 * @param offset at least 0
 */
public record SpoolPosition(long offset) implements Comparable<SpoolPosition> {

    /** Where an empty spool begins. */
    public static final SpoolPosition START = new SpoolPosition(0);

    @Override
    public int compareTo(SpoolPosition other) {
        return Long.compare(offset, other.offset);
    }
}
