/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.toolkit.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool of durability {@code broker}: the broker holds every message until all lanes have
 * released it, and here is only what is under way. Nothing survives a crash, and nothing needs to:
 * what was not released was not acknowledged. Safe for use by many threads.
 *
 * <p>Receipts are settled in the order of the appends, by the thread that releases, once every lane
 * that has a cursor, open or closed, has released the message. While there is no lane, nothing is
 * settled.
 */
public final class MemorySpool implements Spool {

    private static final Logger log = LoggerFactory.getLogger(MemorySpool.class);

    /** What a message costs beside its topic and payload, roughly. */
    private static final int OVERHEAD_BYTES = 128;

    private final DataSize maxBytes;
    private final SpoolEvents events;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    // under the lock
    private final Map<String, Lane> lanes = new HashMap<>();
    private Entry newest = new Entry(null, 0, 0);
    private Entry released = newest;
    private long heldMessages;
    private boolean closed;

    /**
     * @param maxBytes above this QoS 0 messages are dropped; QoS 1 and 2 are bounded by the
     *     broker's window (receive maximum), and are always taken
     */
    public MemorySpool(DataSize maxBytes, SpoolEvents events) {
        this.maxBytes = maxBytes;
        this.events = new GuardedEvents(events);
        this.pause = new Pause(this.events);
    }

    @Override
    public void append(InboundMessage message) {
        int bytes =
                Math.addExact(OVERHEAD_BYTES + message.topic().length(), message.payload().size());
        boolean taken = true;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the spool is closed");
            }
            boolean full = heldBytes() + bytes > maxBytes.bytes();
            if (full && message.qos() == Qos.AT_MOST_ONCE) {
                taken = false;
            } else {
                Entry entry = new Entry(message, newest.end + bytes, bytes);
                newest.next = entry;
                newest = entry;
                heldMessages++;
                grown.signalAll();
            }
            if (full) {
                pause.because("the lanes are behind by more than " + maxBytes);
            }
        } finally {
            lock.unlock();
        }
        if (!taken) {
            events.dropped(message.topic(), "the lanes are behind by more than " + maxBytes);
        }
    }

    private long heldBytes() {
        return newest.end - released.end;
    }

    @Override
    public SpoolCursor cursor(String name) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(name, key -> new Lane(newest));
            if (lane.open) {
                throw new IllegalStateException("lane " + name + " has a cursor already");
            }
            lane.open = true;
            return new Cursor(lane);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> lanesBehind() {
        lock.lock();
        try {
            return lanes.entrySet().stream()
                    .filter(lane -> lane.getValue().released.end < newest.end)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(String name) {
        lock.lock();
        try {
            Lane lane = lanes.get(name);
            if (lane != null && lane.open) {
                throw new IllegalStateException("lane " + name + " is open");
            }
            if (lanes.remove(name) != null) {
                settleUpTo(lanes.isEmpty() ? newest.end : lowest());
            }
        } finally {
            lock.unlock();
        }
    }

    private long lowest() {
        return lanes.values().stream().mapToLong(lane -> lane.released.end).min().orElse(0);
    }

    /** Under the lock, so that receipts are settled in order whoever releases. */
    private void settleUpTo(long end) {
        Entry next = released.next;
        while (next != null && next.end <= end) {
            next.settle();
            released = next;
            heldMessages--;
            next = next.next;
        }
        if (heldBytes() < maxBytes.bytes()) {
            pause.over();
        }
    }

    @Override
    public SpoolStatus status() {
        lock.lock();
        try {
            return new SpoolStatus(
                    heldBytes(), maxBytes.bytes(), heldMessages, pause.reason(), false);
        } finally {
            lock.unlock();
        }
    }

    /** Settles nothing more: the broker still has what was not released. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A link of the chain of messages; the chain before the slowest lane falls to the collector.
     */
    private static final class Entry {
        final long end;
        final int bytes;
        @Nullable InboundMessage message;
        @Nullable Entry next;

        Entry(@Nullable InboundMessage message, long end, int bytes) {
            this.message = message;
            this.end = end;
            this.bytes = bytes;
        }

        void settle() {
            InboundMessage settled = message;
            message = null;
            if (settled != null) {
                try {
                    settled.receipt().settle();
                } catch (RuntimeException e) {
                    log.atWarn()
                            .addKeyValue("reason", e)
                            .log("A receipt could not be settled; the broker sends it again");
                }
            }
        }

        /** Null if it is settled by now or not wanted. */
        @Nullable SpooledMessage toSpooled(Wanted wanted) {
            InboundMessage from = message;
            return from == null || !wanted.isWanted(from.topic(), null)
                    ? null
                    : new SpooledMessage(
                            new SpoolPosition(end),
                            bytes,
                            from.topic(),
                            from.payload(),
                            from.qos(),
                            from.retained(),
                            from.properties(),
                            from.receivedAt());
        }
    }

    /** What is known of a lane, under the lock. */
    private static final class Lane {
        Entry released;
        boolean open;

        Lane(Entry released) {
            this.released = released;
        }
    }

    private final class Cursor implements SpoolCursor {

        private final Lane lane;

        // under the lock
        private Entry read;
        private boolean cursorClosed;

        Cursor(Lane lane) {
            this.lane = lane;
            this.read = lane.released;
        }

        @Override
        public List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
                throws InterruptedException {
            List<SpooledMessage> messages = new ArrayList<>();
            lock.lockInterruptibly();
            try {
                if (cursorClosed) {
                    throw new IllegalStateException("the cursor is closed");
                }
                long left = timeout.toNanos();
                while (read.next == null && left > 0) {
                    left = grown.awaitNanos(left);
                }
                long begin = read.end;
                Entry next = read.next;
                while (next != null && (read.end == begin || next.end - begin <= maxBytes)) {
                    SpooledMessage message = next.toSpooled(wanted);
                    if (message != null) {
                        messages.add(message);
                    }
                    read = next;
                    next = next.next;
                }
            } finally {
                lock.unlock();
            }
            return messages;
        }

        @Override
        public void await(long bytes, Duration timeout) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = timeout.toNanos();
                while (newest.end - read.end < bytes && left > 0) {
                    left = grown.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public @Nullable SpooledMessage again(SpoolPosition begin) {
            lock.lock();
            try {
                Entry before = lane.released;
                Entry at = before.next;
                while (at != null && before.end < begin.offset()) {
                    before = at;
                    at = at.next;
                }
                return at != null && before.end == begin.offset() ? at.toSpooled(Wanted.ALL) : null;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public SpoolPosition position() {
            lock.lock();
            try {
                return new SpoolPosition(read.end);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void release(SpoolPosition position) {
            lock.lock();
            try {
                Entry next = lane.released.next;
                while (next != null && next.end <= position.offset()) {
                    lane.released = next;
                    next = next.next;
                }
                settleUpTo(lowest());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public SpoolPosition released() {
            lock.lock();
            try {
                return new SpoolPosition(lane.released.end);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long bytesBehind() {
            lock.lock();
            try {
                return newest.end - lane.released.end;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!cursorClosed) {
                    cursorClosed = true;
                    lane.open = false;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
