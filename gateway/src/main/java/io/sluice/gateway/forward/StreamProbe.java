/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

/**
 * While a stream gives no answer at all, one call at a time asks whether it does again, and the
 * others wait for that: a call that nobody answers costs as much as one that somebody does, and an
 * outage shall not take the CPU from those that still take readings in. Any thread.
 */
final class StreamProbe {

    // under this object's monitor
    private boolean answers = true;
    private boolean probing;

    /** A sender's turns, from its first attempt to its last. For one thread. */
    final class Turn implements AutoCloseable {

        private boolean probes;

        /** Returns when this sender may make an attempt. */
        void await() throws InterruptedException {
            synchronized (StreamProbe.this) {
                while (!answers && probing && !probes) {
                    StreamProbe.this.wait();
                }
                probes = !answers;
                probing |= probes;
            }
        }

        /** The attempt ended; the one that probes goes on to do so until there was an answer. */
        void ended(boolean answered) {
            synchronized (StreamProbe.this) {
                answers = answered;
                if (answered) {
                    close();
                }
            }
        }

        /** Lets another one probe, if this one did. Idempotent. */
        @Override
        public void close() {
            synchronized (StreamProbe.this) {
                if (probes) {
                    probes = false;
                    probing = false;
                }
                StreamProbe.this.notifyAll();
            }
        }
    }

    Turn turn() {
        return new Turn();
    }
}
