/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mode;

import io.sluice.gateway.config.Mode;
import java.util.List;

/**
 * What a switch does to the gateway, step by step. Called by one thread at a time, in this order;
 * after {@link #settle} always comes {@link #goOn}, by the new mode or, if that could not be
 * stored, by the old one.
 */
public interface Ways {

    /** What stands against going by this mode, each with its remedy; empty if nothing does. */
    List<String> examine(Mode ahead) throws InterruptedException;

    /**
     * Makes ready what must be there before readings go by this mode; nothing that is under way
     * notices.
     *
     * @throws WayClosedException if it cannot be made ready
     */
    void prepare(Mode ahead) throws InterruptedException;

    /**
     * Takes no more from the spool, and lets what is under way come to its end, for a bounded time.
     *
     * @return what was still under way then, in stretches of the log: it goes out again by the next
     *     mode, and may come twice
     */
    int settle(Mode inForce) throws InterruptedException;

    /** Goes on by this mode, from where it was left. */
    void goOn(Mode mode);

    /**
     * Makes the rules as the mode in force needs them, after a start: the gateway may have ended in
     * the middle of a switch.
     *
     * @throws WayClosedException if that cannot be done now
     */
    void reconcile(Mode inForce) throws InterruptedException;

    /** Ends what only the other mode needed; its failure is told, and does not undo the switch. */
    void tidyUp(Mode inForce) throws InterruptedException;
}
