/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.time.Duration;
import java.util.Optional;

/** Something that sends readings until it is stopped or has sent as many as it should. */
public interface Emitter extends AutoCloseable {

    /** Readings handed over so far. */
    long published();

    /** Readings of these that were acknowledged so far. */
    long acknowledged();

    /** Whether it has ended by itself: all was sent and settled, or it failed. */
    boolean isFinished();

    /** Why it cannot go on, as one line for the user; empty while all is well. */
    Optional<String> failure();

    /**
     * Stops sending, waits for outstanding acknowledgements and lets go of the network. Stopping
     * twice is fine.
     *
     * @param drain how long to wait for acknowledgements
     */
    FleetSummary stop(Duration drain) throws InterruptedException;

    /** Stops without waiting for acknowledgements. */
    @Override
    void close();
}
