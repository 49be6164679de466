/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

/**
 * Counts the bytes of messages that were taken and are not settled yet, against a bound: MQTT
 * bounds their number only. The network thread waits here when there is no room; then nothing is
 * read, and the broker's own socket fills. Settling never waits.
 */
final class UnsettledBytes {

    private final long most;
    private long held;
    private boolean waiting;
    private boolean open;

    /**
     * With this bound.
     *
     * @param most bytes; a single message may be larger
     */
    UnsettledBytes(long most) {
        this.most = most;
    }

    /** Counts a message, once there is room for it, or after {@link #open}. */
    synchronized void take(int bytes) throws InterruptedException {
        while (!open && held > 0 && held + bytes > most) {
            waiting = true;
            wait();
        }
        waiting = false;
        held += bytes;
    }

    /** Counts a message as settled. */
    synchronized void give(int bytes) {
        held -= bytes;
        notifyAll();
    }

    /** Lets the waiting thread go on; nobody waits here any more. */
    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Whether the network thread waits for room now. */
    synchronized boolean isWaiting() {
        return waiting;
    }
}
