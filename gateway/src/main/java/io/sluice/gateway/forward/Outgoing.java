/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import java.time.Instant;

/**
 * One output of a reading on its way out. Tens of thousands live until their calls are answered, so
 * it holds no more than where the reading is in the spool, in three numbers.
 */
final class Outgoing {

    private final long begin;
    private final long end;
    private final long receivedAtMillis;

    /**
     * @param end what may be released once this has left: the reading's end, or, while other
     *     outputs of the same reading follow, only what lies before the reading
     */
    Outgoing(SpooledMessage reading, SpoolPosition end) {
        this.begin = reading.begin().offset();
        this.end = end.offset();
        this.receivedAtMillis = reading.receivedAt().toEpochMilli();
    }

    /** A reading that leaves as it came. */
    static Outgoing of(SpooledMessage reading) {
        return new Outgoing(reading, reading.end());
    }

    /** Where the reading begins. */
    SpoolPosition begin() {
        return new SpoolPosition(begin);
    }

    SpoolPosition end() {
        return new SpoolPosition(end);
    }

    Instant receivedAt() {
        return Instant.ofEpochMilli(receivedAtMillis);
    }
}
