/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** A stream that is written from front to back, as if it were a file. Closing does not close it. */
final class StreamFile implements StoredFile {

    private final OutputStream out;
    private final WritableByteChannel channel;
    private long written;

    StreamFile(OutputStream out) {
        this.out = out;
        this.channel = Channels.newChannel(out);
    }

    @Override
    public long size() {
        return written;
    }

    @Override
    public int read(long at, ByteBuffer target) throws IOException {
        throw new IOException("a stream is only written");
    }

    @Override
    public void write(long at, ByteBuffer source) throws IOException {
        if (at != written) {
            throw new IOException("a stream is written from front to back");
        }
        while (source.hasRemaining()) {
            written += channel.write(source);
        }
    }

    @Override
    public void force() throws IOException {
        out.flush();
    }

    @Override
    public void truncate(long size) throws IOException {
        throw new IOException("a stream cannot be cut");
    }

    @Override
    public void close() {}
}
