/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where appends wait for the writer: while one group is on its way to the disk, the next one grows
 * here. {@link #offer} is for any thread and never waits for a disk; taking and pausing is for the
 * writer.
 */
final class Intake {

    /** Chunks kept for the next group; more than that is given back to the collector. */
    private static final int KEPT_CHUNKS = 8;

    private final int chunkBytes;
    private final long mostQos0Bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // under the lock
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();
    private List<Chunk> group = new ArrayList<>();
    private @Nullable Chunk current;
    private final GroupPace pace = new GroupPace();
    private long qos0Bytes;
    private long waitingMessages;
    private boolean writerWaits;
    private boolean nudged;
    private boolean closed;

    Intake(int chunkBytes, long mostQos0Bytes) {
        this.chunkBytes = chunkBytes;
        this.mostQos0Bytes = mostQos0Bytes;
    }

    /** Takes a message into the growing group; false if it is QoS 0 and there is no room for it. */
    boolean offer(RecordEncoder record) {
        int recordBytes = record.recordBytes();
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the spool is closed");
            }
            if (record.isQos0()) {
                if (qos0Bytes + recordBytes > mostQos0Bytes) {
                    return false;
                }
                qos0Bytes += recordBytes;
            }
            if (recordBytes > chunkBytes) {
                group.add(Chunk.ofLarge(record));
                current = null;
            } else {
                chunkFor(recordBytes).add(record);
            }
            waitingMessages++;
            if (writerWaits) {
                writerWaits = false;
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Chunk chunkFor(int recordBytes) {
        Chunk chunk = current;
        if (chunk == null || !chunk.hasRoomFor(recordBytes)) {
            chunk = free.isEmpty() ? new Chunk(chunkBytes) : free.pop();
            group.add(chunk);
            current = chunk;
        }
        return chunk;
    }

    /**
     * The group that has grown, waiting for its first message; empty when the writer was nudged or
     * the intake is closed.
     */
    List<Chunk> take() throws InterruptedException {
        lock.lock();
        try {
            while (group.isEmpty() && !closed && !nudged) {
                writerWaits = true;
                changed.await();
            }
            writerWaits = false;
            gather(pace.brief());
            gather(pace.further(messagesInGroup()));
            pace.taken(messagesInGroup());
            nudged = false;
            List<Chunk> taken = group;
            group = new ArrayList<>();
            current = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void gather(long nanos) throws InterruptedException {
        long left = nanos;
        while (left > 0 && !closed && !nudged) {
            left = changed.awaitNanos(left);
        }
    }

    private long messagesInGroup() {
        long messages = 0;
        for (Chunk chunk : group) {
            messages += chunk.messages();
        }
        return messages;
    }

    /** Gives back a chunk that has been written and settled. */
    void recycle(Chunk chunk) {
        lock.lock();
        try {
            qos0Bytes -= chunk.qos0Bytes();
            waitingMessages -= chunk.messages();
            chunk.clear();
            if (chunk.capacity() == chunkBytes && free.size() < KEPT_CHUNKS) {
                free.push(chunk);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nudged, but no longer than this; false if the intake is closed. */
    boolean pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!nudged && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the writer's pause, or makes it look around. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            writerWaits = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Messages that were offered and not given back yet. */
    long waitingMessages() {
        lock.lock();
        try {
            return waitingMessages;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what comes from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
