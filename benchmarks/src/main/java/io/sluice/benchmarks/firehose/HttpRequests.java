/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that is kept alive, one after the other. No chunks: who puts
 * records knows how long the body is. For one thread.
 */
final class HttpRequests {

    private static final int MOST_BODY_BYTES = 8 << 20;
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final OutputStream out;

    /** What has come: a request, or its beginning. */
    private byte[] buffer = new byte[1 << 16];

    private int filled;
    private int consumed;

    HttpRequests(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * One request.
     *
     * @param target value of {@code X-Amz-Target}, or empty
     * @param body in an array, until the next request is read
     */
    record Request(String target, ByteBuffer body) {}

    /** Waits for the next one; null at the end of the connection. */
    @Nullable Request next() throws IOException {
        System.arraycopy(buffer, consumed, buffer, 0, filled - consumed);
        filled -= consumed;
        consumed = 0;
        int headEnd = endOfHead(0);
        for (int searched = 0; headEnd < 0; headEnd = endOfHead(searched)) {
            searched = Math.max(0, filled - 3);
            if (!fill()) {
                return null;
            }
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(header(head, "content-length", "0"));
        if (length > MOST_BODY_BYTES) {
            throw new IOException("a body of " + length + " bytes");
        }
        if (header(head, "expect", "").equalsIgnoreCase("100-continue")) {
            out.write(CONTINUE);
            out.flush();
        }
        while (filled < headEnd + length) {
            if (!fill()) {
                return null;
            }
        }
        consumed = headEnd + length;
        return new Request(
                header(head, "x-amz-target", ""), ByteBuffer.wrap(buffer, headEnd, length));
    }

    /** Where the head ends that begins the buffer, or -1. */
    private int endOfHead(int from) {
        for (int i = from; i + 4 <= filled; i++) {
            if (buffer[i] == '\r'
                    && buffer[i + 1] == '\n'
                    && buffer[i + 2] == '\r'
                    && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }

    private static String header(String head, String name, String otherwise) {
        for (String line : head.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return otherwise;
    }
}
