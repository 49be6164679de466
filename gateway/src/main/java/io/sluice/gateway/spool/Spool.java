/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import java.util.Set;

/**
 * The one place where the gateway holds readings: a log of messages as they came, read by one
 * cursor a lane. What has been released by every lane is given up.
 */
public interface Spool extends AutoCloseable {

    /**
     * Takes a message and returns at once; it never waits for a disk. The message's receipt is
     * settled, in the order of the appends, once the message is as durable as the spool promises.
     * While the spool is full or cannot write, receipts are just not settled: the broker's window
     * fills and the broker holds the rest. A QoS 0 message that finds the spool so is dropped, and
     * {@link SpoolEvents#dropped} says so.
     *
     * @throws IllegalStateException if the spool is closed
     */
    void append(InboundMessage message);

    /**
     * The cursor of a lane, which goes on where the lane's last release left it; a lane that is new
     * begins at the end of the log. One per lane at a time.
     *
     * @param lane a name fit for a file: {@code [a-z0-9][a-z0-9-]*}
     */
    SpoolCursor cursor(String lane);

    /**
     * Lanes that have a stored cursor and are behind the end of the log, whether opened in this run
     * or not.
     */
    Set<String> lanesBehind();

    /**
     * Gives up the stored cursor of a lane that is not open: what only it had not released is given
     * up too.
     */
    void forget(String lane);

    /** What it holds now. */
    SpoolStatus status();

    /**
     * Writes what was appended, settles what became durable, stops. Messages appended before this
     * call are kept. Idempotent.
     */
    @Override
    void close();
}
