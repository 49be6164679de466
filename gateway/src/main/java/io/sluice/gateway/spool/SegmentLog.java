/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The segments in order and the durable end of the log. The writer grows it, cursors follow. */
final class SegmentLog {

    private final FileStore files;
    private final ReadStretches stretches = new ReadStretches();
    private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private volatile long end;

    /** Under the lock: the nearest end that somebody waits for the log to pass. */
    private long awaited = Long.MAX_VALUE;

    /**
     * @param end where the log goes on if it holds no segment
     */
    SegmentLog(FileStore files, long end) {
        this.files = files;
        this.end = end;
    }

    FileStore files() {
        return files;
    }

    /** What its readers have read last. */
    ReadStretches stretches() {
        return stretches;
    }

    /** Adds the newest segment. */
    void add(Segment segment) {
        segments.put(segment.base(), segment);
        heldBytes.addAndGet(segment.end() - segment.base());
        end = Math.max(end, segment.end());
    }

    /** Takes out a segment that never came to hold a record. */
    void remove(Segment segment) {
        segments.remove(segment.base());
        heldBytes.addAndGet(segment.base() - segment.end());
    }

    /** Says that the newest segment is durable up to here; waiting cursors go on. */
    void grow(Segment segment, long newEnd) {
        heldBytes.addAndGet(newEnd - segment.end());
        segment.growTo(newEnd);
        lock.lock();
        try {
            end = newEnd;
            if (newEnd > awaited) {
                awaited = Long.MAX_VALUE;
                grown.signalAll(); // who still waits says so again
            }
        } finally {
            lock.unlock();
        }
    }

    /** Position behind the last durable record. */
    long end() {
        return end;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    /** Where the oldest record may be: the first segment's base, or the end if there is none. */
    long start() {
        Map.Entry<Long, Segment> first = segments.firstEntry();
        return first == null ? end : first.getKey();
    }

    /** The segment that this position is in, or the next one behind it; null at the end. */
    @Nullable Segment segmentAt(long position) {
        Map.Entry<Long, Segment> floor = segments.floorEntry(position);
        if (floor != null && position < floor.getValue().end()) {
            return floor.getValue();
        }
        Map.Entry<Long, Segment> next = segments.higherEntry(position);
        return next == null || next.getValue().end() == next.getKey() ? null : next.getValue();
    }

    /** The oldest segment, or null. */
    @Nullable Segment oldest() {
        Map.Entry<Long, Segment> first = segments.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** The newest segment, or null. */
    @Nullable Segment newest() {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        return last == null ? null : last.getValue();
    }

    /** Deletes a segment that every lane has passed. */
    void delete(Segment segment) throws IOException {
        files.delete(segment.name());
        remove(segment);
    }

    /** Waits until the log is longer than this; false if the time is over first. */
    boolean awaitBeyond(long position, long nanos) throws InterruptedException {
        if (end > position) {
            return true;
        }
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (end <= position) {
                if (left <= 0) {
                    return false;
                }
                awaited = Math.min(awaited, position);
                left = grown.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
