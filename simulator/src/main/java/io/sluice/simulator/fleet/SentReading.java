/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One reading on its way; travels through Paho as the user context of its token. */
final class SentReading {

    private final String device;
    private final long seq;
    private final Semaphore window;
    private final AtomicBoolean settled = new AtomicBoolean();

    SentReading(String device, long seq, Semaphore window) {
        this.device = device;
        this.seq = seq;
        this.window = window;
    }

    String device() {
        return device;
    }

    long seq() {
        return seq;
    }

    /** Gives its place in the window back; true for the first call. */
    boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            window.release();
        }
        return first;
    }
}
