/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane's way through the spool. Reading is for one thread; releasing and looking are for any. */
public interface SpoolCursor extends AutoCloseable {

    /** The next messages, whatever they are; as {@link #read(int, Duration, Wanted)}. */
    default List<SpooledMessage> read(int maxBytes, Duration timeout) throws InterruptedException {
        return read(maxBytes, timeout, Wanted.ALL);
    }

    /**
     * The next messages in the order of the log, as many as {@code maxBytes} of it hold and at
     * least one if there is any; waits up to {@code timeout} for the first. What is not wanted is
     * passed over, and counts as read. Empty if there was none, or none that is wanted; {@link
     * #position} has not moved if nothing was there at all. Only messages that are durable are
     * given out (with broker durability: that were appended).
     *
     * @throws SpoolException if the log cannot be read now; the cursor stays where it is and may be
     *     asked again
     */
    List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
            throws InterruptedException;

    /**
     * Waits until so many bytes of the log are there to be read, or until the time is over: a
     * reader that is in no hurry wakes up less often.
     */
    void await(long bytes, Duration timeout) throws InterruptedException;

    /**
     * Reads a message again that was read, and was not released since, so that nobody needs to hold
     * it meanwhile. Any thread.
     *
     * @param begin where it begins
     * @return the message; null if it was released after all, or the log does not hold it any more:
     *     it was damaged or removed since, which the spool tells as it does whenever it comes upon
     *     that
     * @throws SpoolException if the log cannot be read now
     */
    @Nullable SpooledMessage again(SpoolPosition begin);

    /** Where the next read begins. */
    SpoolPosition position();

    /**
     * Says that all before {@code position} has left the gateway. Survives {@code kill -9} as soon
     * as it returns. Going backwards is ignored.
     */
    void release(SpoolPosition position);

    /** What was released last. */
    SpoolPosition released();

    /**
     * Bytes of the log from what was released to the end: what waits for this lane, or is under
     * way.
     */
    long bytesBehind();

    /** Stops the cursor; what was released stays so. Idempotent. */
    @Override
    void close();
}
