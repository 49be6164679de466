/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;

/**
 * Lays out messages as the spool's records, chunk by chunk, and writes them nowhere: for
 * measurements. In the spool's own package, since how a record is laid out is nobody else's
 * business. For one thread.
 */
@NullMarked
public final class RecordsToNowhere {

    private final RecordWriter writer;

    /** Begins. */
    public RecordsToNowhere() throws IOException {
        writer = new RecordWriter(new Nowhere(), 0, ByteBuffer.allocate(0));
    }

    /** One message, its record's checksum included. */
    public void write(InboundMessage message) throws IOException {
        writer.write(new RecordEncoder(message));
    }

    /** A file that forgets. */
    private static final class Nowhere implements StoredFile {

        private long size;

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long at, ByteBuffer target) {
            return 0;
        }

        @Override
        public void write(long at, ByteBuffer source) {
            size = at + source.remaining();
            source.position(source.limit());
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long to) {
            size = to;
        }

        @Override
        public void close() {}
    }
}
