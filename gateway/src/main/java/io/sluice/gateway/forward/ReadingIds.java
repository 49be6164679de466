/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.Origin;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;

/**
 * Names for readings, to tell copies of one from readings that are alike. A reading has the name
 * for as long as it is in the spool, over restarts and switches of the mode: it is made of the
 * gateway's, of when the reading arrived, and of its place in the log. What the broker sends again,
 * since our acknowledgement did not reach it, is another place in the log and another name. One
 * that was imported keeps the name that it had.
 *
 * @param gateway the source's client id, which no other gateway has
 */
public record ReadingIds(String gateway) {

    /** The MQTT 5 user property that a rule finds the name in, in both modes. */
    public static final String PROPERTY = "sluice-id";

    /**
     * The place alone would do, if the log were never lost: a new one begins at the first place
     * again, and two readings would have one name.
     */
    String of(SpooledMessage reading) {
        Origin origin = reading.origin();
        SpoolPosition end = origin == null ? reading.end() : origin.end();
        return (origin == null ? gateway : origin.gateway())
                + "-"
                + Long.toHexString(reading.receivedAt().toEpochMilli())
                + "-"
                + Long.toHexString(end.offset());
    }
}
