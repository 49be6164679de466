/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

/**
 * The readings that a subject gets.
 *
 * @param flow how they come
 * @param readings how many are inside the measured window
 * @param warmUp how many the subject takes before that
 * @param payloadBytes size of a reading in bytes
 * @param qos 0 or 1
 * @param rate readings a second, where they come at a rate
 * @param connections over how many connections they are published
 * @param spooled how many wait in the spool, where growth is measured
 * @param ahead how many readings the publisher may be ahead of the subject
 */
record Load(
        FlowKind flow,
        int readings,
        int warmUp,
        int payloadBytes,
        int qos,
        double rate,
        int connections,
        int spooled,
        int ahead) {

    /** The broker holds what the publisher is ahead, in memory. */
    private static final int MOST_BYTES_AHEAD = 64 << 20;

    private static final int LEAST_AHEAD = 100;

    /** The same with a fraction of the readings, for who is so many times slower. */
    Load dividedBy(int divisor) {
        return new Load(
                flow,
                Math.max(1, readings / divisor),
                Math.max(1, warmUp / divisor),
                payloadBytes,
                qos,
                rate,
                connections,
                spooled,
                Math.max(1, ahead / divisor));
    }

    /** Readings a subject takes in all, from a backlog. */
    int total() {
        return warmUp + readings;
    }

    /** What a reading is in a record: with a newline. */
    long recordBytes() {
        return payloadBytes + 1L;
    }

    /** How many the publisher may really be ahead. */
    int mostAhead() {
        return Math.min(ahead, Math.max(LEAST_AHEAD, MOST_BYTES_AHEAD / payloadBytes));
    }
}
