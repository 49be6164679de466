/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.SpooledMessage;
import java.time.Duration;

/**
 * One of the two ways by which a lane's readings leave the gateway: {@link DirectWay} or {@link
 * RelayWay}. For the lane's reader thread, except where a method says otherwise. What was taken and
 * has not left when the way is closed stays in the spool.
 */
interface Way extends AutoCloseable {

    /**
     * Takes the lane's next reading, in the order of the log; waits while as much is under way as
     * may be.
     */
    void take(SpooledMessage reading) throws InterruptedException;

    /**
     * Lets go what has waited for company for long enough.
     *
     * @param quiet whether nothing came since the last look
     */
    void letGo(boolean quiet) throws InterruptedException;

    /** Lets go everything that was taken. */
    void flush() throws InterruptedException;

    /** Whether nothing that was taken still waits for company. */
    boolean isEmpty();

    /** How long the reader may wait for the next reading before {@link #letGo}, if at all. */
    Duration patience(Duration longest);

    /**
     * How many bytes of the log the reader may let gather before it looks again, if they come
     * sooner than its patience ends.
     */
    int worthReading();

    /** From now on what was taken leaves at once, however little it is. Any thread. */
    void hurry();

    /** Stops at once; what is under way is given a second to end. Idempotent, any thread. */
    @Override
    void close();
}
