/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import java.util.TreeSet;

/**
 * Bounds how far batches may run ahead of the oldest one that is not finished: all that lies
 * between is what a crash would send again. One thread begins batches, any finishes them.
 */
final class RunAhead {

    private final int limit;
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private long next;

    /**
     * With this bound.
     *
     * @param limit batches from the oldest unfinished one to the newest, both counted; at least 1
     */
    RunAhead(int limit) {
        this.limit = limit;
    }

    /** Waits until there is room for one more, and returns its number. */
    synchronized long begin() throws InterruptedException {
        while (!unfinished.isEmpty() && next - unfinished.first() >= limit) {
            wait();
        }
        unfinished.add(next);
        return next++;
    }

    /** The batch of this number has left the gateway. */
    synchronized void finish(long number) {
        unfinished.remove(number);
        notifyAll();
    }
}
