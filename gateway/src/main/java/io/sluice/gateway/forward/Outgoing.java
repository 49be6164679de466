/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;

/**
 * One output of a reading on its way out.
 *
 * @param reading as it came
 * @param end what may be released once this has left: the reading's end, or, while other outputs of
 *     the same reading follow, only what lies before the reading
 */
record Outgoing(SpooledMessage reading, SpoolPosition end) {

    /** A reading that leaves as it came. */
    static Outgoing of(SpooledMessage reading) {
        return new Outgoing(reading, reading.end());
    }
}
