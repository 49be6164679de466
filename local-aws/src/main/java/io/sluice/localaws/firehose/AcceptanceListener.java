/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.time.Instant;
import java.util.List;

/** Hears of records once they are accepted and safe, before the caller has its answer. */
@FunctionalInterface
public interface AcceptanceListener {

    /**
     * Records of one put were accepted. Called by the thread that answers the put, so it should be
     * quick; the arrays must not be changed.
     *
     * @param stream the stream's name
     * @param records the accepted records, in the order of the put
     * @param at the time of arrival
     */
    void accepted(String stream, List<byte[]> records, Instant at);
}
