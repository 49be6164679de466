/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A lane's way through the segment files. {@link #read} is for one thread, the rest for any. */
final class FileSpoolCursor implements SpoolCursor {

    private final StoredCursor stored;
    private final SegmentLog segments;
    private final DamagedBytes damaged;
    private final SpoolEvents events;
    private final LogReader reader;
    private final Runnable onRelease;
    private final Runnable onClose;
    private volatile boolean closed;
    private volatile long position;

    /** Held while reading, so that closing does not take the file away under a read. */
    private final ReentrantLock reading = new ReentrantLock();

    /** Decoded, and too large for the last read. */
    private @Nullable SpooledMessage ahead;

    // under this object's monitor: what was skipped last, which no message's release would pass
    private long skippedFrom = -1;
    private long skippedTo = -1;

    /**
     * @param onRelease called after a release that moved
     * @param onClose called once
     */
    FileSpoolCursor(
            StoredCursor stored,
            SegmentLog segments,
            DamagedBytes damaged,
            SpoolEvents events,
            Runnable onRelease,
            Runnable onClose) {
        this.stored = stored;
        this.segments = segments;
        this.damaged = damaged;
        this.events = events;
        this.reader = reader(stored.position());
        this.onRelease = onRelease;
        this.onClose = onClose;
        this.position = stored.position();
    }

    private LogReader reader(long from) {
        return new LogReader(segments, damaged, events, from);
    }

    @Override
    public List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
            throws InterruptedException {
        reading.lockInterruptibly();
        try {
            return readMore(maxBytes, timeout, wanted);
        } finally {
            reading.unlock();
            closeFile();
        }
    }

    @Override
    public void await(long bytes, Duration timeout) throws InterruptedException {
        if (ahead == null) {
            segments.awaitBeyond(position + bytes - 1, timeout.toNanos());
        }
    }

    private List<SpooledMessage> readMore(int maxBytes, Duration timeout, Wanted wanted)
            throws InterruptedException {
        List<SpooledMessage> messages = new ArrayList<>();
        long deadline = Ticker.SYSTEM.nanos() + timeout.toNanos();
        long begin = position;
        boolean passedOver = false;
        while (isMore(!messages.isEmpty() || passedOver, deadline)) {
            SpooledMessage message = next(messages, wanted);
            if (message == null && reader.passedOver()) {
                passedOver = true;
                position = reader.position();
                if (position - begin > maxBytes) {
                    break;
                }
                continue;
            }
            if (message == null) {
                if (!messages.isEmpty()) {
                    break;
                }
                begin = position;
                continue;
            }
            if (!messages.isEmpty() && message.end().offset() - begin > maxBytes) {
                ahead = message;
                break;
            }
            messages.add(message);
            position = message.end().offset();
        }
        return messages;
    }

    /** Whether there is something to read; waits for it if nothing was read yet. */
    private boolean isMore(boolean readSome, long deadline) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the cursor of lane " + stored.lane() + " is closed");
        }
        if (ahead != null || segments.end() > position) {
            return true;
        }
        return !readSome && segments.awaitBeyond(position, deadline - Ticker.SYSTEM.nanos());
    }

    /**
     * The next message, or null if it is not wanted, something was skipped, or the next must wait
     * for its turn.
     */
    private @Nullable SpooledMessage next(List<SpooledMessage> messages, Wanted wanted) {
        SpooledMessage message = ahead;
        ahead = null;
        if (message != null) {
            return message;
        }
        try {
            message = reader.next(wanted);
        } catch (IOException e) {
            if (messages.isEmpty()) {
                throw unreadable(reader, e);
            }
            return null;
        }
        if (message == null && messages.isEmpty() && !reader.passedOver()) {
            skip(position, reader.position());
        }
        return message;
    }

    private static SpoolException unreadable(LogReader reader, IOException cause) {
        return new SpoolException(
                "Cannot read "
                        + reader.describe()
                        + " ("
                        + cause.getMessage()
                        + "); check the disk, the lane asks again",
                cause);
    }

    @Override
    public @Nullable SpooledMessage again(SpoolPosition begin) {
        if (begin.offset() < stored.position()) {
            return null; // its segment may be gone
        }
        LogReader once = reader(begin.offset());
        try (once) {
            SpooledMessage message = once.next(Wanted.ALL);
            return message != null && message.begin().equals(begin) ? message : null;
        } catch (IOException e) {
            throw unreadable(once, e);
        }
    }

    private void skip(long from, long to) {
        if (from < to) {
            synchronized (this) {
                skippedFrom = from == skippedTo ? skippedFrom : from;
                skippedTo = to;
                position = to;
            }
            release(released());
        }
    }

    @Override
    public SpoolPosition position() {
        return new SpoolPosition(position);
    }

    @Override
    public void release(SpoolPosition released) {
        long before = stored.position();
        long to = released.offset();
        synchronized (this) {
            stored.release(to == skippedFrom ? skippedTo : to);
        }
        if (stored.position() > before) {
            onRelease.run();
        }
    }

    @Override
    public SpoolPosition released() {
        return new SpoolPosition(stored.position());
    }

    @Override
    public long bytesBehind() {
        return Math.max(0, segments.end() - stored.position());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
            closeFile();
        }
    }

    /**
     * Closes the file after the cursor was closed, unless a read is under way, which does it then.
     */
    private void closeFile() {
        if (closed && reading.tryLock()) {
            try {
                reader.close();
            } catch (IOException e) {
                // it was only read
            } finally {
                reading.unlock();
            }
        }
    }
}
