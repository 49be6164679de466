/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that ends at each newline and goes on with {@link #nextLine}. Lines may have any length:
 * none is held in memory as a whole.
 */
final class LineStream extends InputStream {

    private final InputStream in;
    private final byte[] buffer;
    private int next;
    private int end;
    private boolean inLine;

    LineStream(InputStream in, int bufferBytes) {
        this.in = in;
        buffer = new byte[bufferBytes];
    }

    /** Leaves what remains of this line and begins the next; false at the end of the stream. */
    boolean nextLine() throws IOException {
        while (inLine && hasMore()) {
            next += untilNewline(end - next);
            takeNewline();
        }
        inLine = hasMore();
        return inLine;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!inLine || !hasMore()) {
            return -1;
        }
        int count = untilNewline(Math.min(length, end - next));
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        takeNewline();
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int untilNewline(int most) {
        int count = 0;
        while (count < most && buffer[next + count] != '\n') {
            count++;
        }
        return count;
    }

    private void takeNewline() {
        if (next < end && buffer[next] == '\n') {
            next++;
            inLine = false;
        }
    }

    private boolean hasMore() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return next < end;
    }
}
