/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Walks through the records of one segment file. Bytes are read in chunks of their own array each,
 * so that payloads can be views of them. For one thread.
 */
final class SegmentReader implements Closeable {

    /** What {@link #next} came upon. */
    enum Step {
        /** A sound record. */
        RECORD,
        /** Bytes that are no sound record; the position is behind them. */
        DAMAGE,
        /** The limit. */
        END
    }

    private static final int SCAN_BYTES = 1 << 20;

    private final StoredFile file;
    private final long base;
    private final ReadStretches stretches;
    private final CRC32C crc = new CRC32C();

    private long position;
    private ReadStretches.Stretch stretch = new ReadStretches.Stretch(0, new byte[0], 0);
    private byte[] chunk = stretch.bytes();
    private int at;
    private int available;

    // of the last step
    private int body;
    private int bodyBytes;
    private long damagedFrom;

    /**
     * @param from the position to begin with, at a record or at the segment's base
     */
    SegmentReader(StoredFile file, long base, long from) {
        this(file, base, from, new ReadStretches());
    }

    /**
     * As one of several that read the same log.
     *
     * @param stretches what all of them have read
     */
    SegmentReader(StoredFile file, long base, long from, ReadStretches stretches) {
        this.file = file;
        this.base = base;
        this.stretches = stretches;
        this.position = Math.max(from, base + SegmentFormat.HEADER_BYTES);
    }

    /** Behind the last step. */
    long position() {
        return position;
    }

    /** The array that holds the last record. */
    byte[] bytes() {
        return chunk;
    }

    /** Where in {@link #bytes} its body begins. */
    int body() {
        return body;
    }

    /** How long its body is. */
    int bodyBytes() {
        return bodyBytes;
    }

    /** Where the last damage begins. */
    long damagedFrom() {
        return damagedFrom;
    }

    /**
     * Goes one step on, not further than {@code limit}, which is a position between two records.
     */
    Step next(long limit) throws IOException {
        if (position >= limit) {
            return Step.END;
        }
        int recordBytes = recordAt(limit, true);
        if (recordBytes > 0) {
            body = at + RecordFormat.HEAD_BYTES;
            bodyBytes = recordBytes - RecordFormat.HEAD_BYTES;
            move(recordBytes);
            return Step.RECORD;
        }
        damagedFrom = position;
        seekRecord(limit);
        return Step.DAMAGE;
    }

    /** Takes the last record back as damage: sound, but its content makes no sense. */
    void rejectRecord() {
        damagedFrom = position - RecordFormat.HEAD_BYTES - bodyBytes;
    }

    private void move(int bytes) {
        at += bytes;
        available -= bytes;
        position += bytes;
    }

    /**
     * Length of the sound record that begins here, or -1.
     *
     * @param behindRecord whether the one before ends here, so that this one need not be checked if
     *     another lane has done that; where one is searched for, each is
     */
    private int recordAt(long limit, boolean behindRecord) throws IOException {
        if (!has(RecordFormat.HEAD_BYTES, limit)) {
            return -1;
        }
        int recordBytes = RecordFormat.claimedBytes(chunk, at, position);
        if (recordBytes < 0 || !has(recordBytes, limit)) {
            return -1;
        }
        int end = at + recordBytes;
        if (behindRecord && stretch.isKnownSound(end)) {
            return recordBytes;
        }
        if (!RecordFormat.isSound(chunk, at, recordBytes, crc)) {
            return -1;
        }
        stretch.sound(at, end);
        return recordBytes;
    }

    /** Makes sure that so many bytes are in the chunk; false if they are not in the file. */
    private boolean has(int bytes, long limit) throws IOException {
        if (available >= bytes) {
            return true;
        }
        if (limit - position < bytes) {
            return false;
        }
        ReadStretches.Stretch found = stretches.find(position, bytes);
        if (found == null) {
            found =
                    readStretch(
                            (int)
                                    Math.min(
                                            Math.max(ReadStretches.MOST_BYTES, bytes),
                                            limit - position));
        }
        stretch = found;
        chunk = stretch.bytes();
        at = stretch.indexOf(position);
        available = (int) Math.min(stretch.length() - at, limit - position);
        return available >= bytes;
    }

    private ReadStretches.Stretch readStretch(int bytes) throws IOException {
        byte[] read = new byte[bytes];
        int length = file.read(position - base, ByteBuffer.wrap(read));
        ReadStretches.Stretch next = new ReadStretches.Stretch(position, read, length);
        stretches.keep(next);
        return next;
    }

    /** Goes to the next place where a sound record begins, or to the limit. */
    private void seekRecord(long limit) throws IOException {
        long from = position + 1;
        byte[] window = new byte[(int) Math.min(SCAN_BYTES, Math.max(0, limit - from))];
        while (limit - from >= RecordFormat.HEAD_BYTES) {
            int wanted = (int) Math.min(window.length, limit - from);
            int read = file.read(from - base, ByteBuffer.wrap(window, 0, wanted));
            int last = read - RecordFormat.HEAD_BYTES;
            for (int i = 0; i <= last; i++) {
                if (RecordFormat.claimedBytes(window, i, from + i) > 0) {
                    jumpTo(from + i);
                    if (recordAt(limit, false) > 0) {
                        return;
                    }
                }
            }
            if (last < 0) {
                break;
            }
            from += last + 1;
        }
        jumpTo(limit);
    }

    private void jumpTo(long newPosition) {
        position = newPosition;
        available = 0;
    }

    /** Reads bytes of the file as they are, for setting them aside. */
    int read(long from, ByteBuffer target) throws IOException {
        return file.read(from - base, target);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
