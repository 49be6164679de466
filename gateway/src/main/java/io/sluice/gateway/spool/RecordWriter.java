/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes records one after the other to a file of its own, many at a time. For one thread. */
final class RecordWriter implements Closeable {

    private static final int CHUNK_BYTES = 256 << 10;

    private final StoredFile file;
    private final long base;
    private final Chunk chunk = new Chunk(CHUNK_BYTES);
    private long written;

    /**
     * Begins the file.
     *
     * @param base the position of its first byte
     */
    RecordWriter(StoredFile file, long base, ByteBuffer header) throws IOException {
        this.file = file;
        this.base = base;
        int headerBytes = header.remaining();
        file.write(0, header);
        written = headerBytes;
    }

    void write(RecordEncoder record) throws IOException {
        if (record.recordBytes() > CHUNK_BYTES) {
            flush();
            Chunk large = Chunk.ofLarge(record);
            large.writeTo(file, written, base + written);
            written += large.size();
            return;
        }
        if (!chunk.hasRoomFor(record.recordBytes())) {
            flush();
        }
        chunk.add(record);
    }

    /** Position behind the last record. */
    long end() {
        return base + size();
    }

    /** Bytes of the file, those on their way to it included. */
    long size() {
        return written + chunk.size();
    }

    /** Makes it survive a power cut, its name excepted. */
    void force() throws IOException {
        flush();
        file.force();
    }

    private void flush() throws IOException {
        if (chunk.size() > 0) {
            chunk.writeTo(file, written, base + written);
            written += chunk.size();
            chunk.clear();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
