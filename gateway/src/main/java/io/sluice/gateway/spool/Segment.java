/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

/**
 * One file of the log: where it begins, how far it is durable, and whether it will still grow. The
 * writer moves the end; everybody reads.
 */
final class Segment {

    private final long base;
    private volatile long end;
    private volatile boolean closed;

    Segment(long base, long end, boolean closed) {
        this.base = base;
        this.end = end;
        this.closed = closed;
    }

    String name() {
        return SegmentFormat.name(base);
    }

    long base() {
        return base;
    }

    /** Position behind its last durable record; {@link #base} while there is none. */
    long end() {
        return end;
    }

    boolean isClosed() {
        return closed;
    }

    void growTo(long newEnd) {
        end = newEnd;
    }

    void close() {
        closed = true;
    }
}
