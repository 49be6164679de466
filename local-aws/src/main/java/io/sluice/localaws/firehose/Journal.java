/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One buffer of one stream, on disk; the format is in the package's description. {@link #append} is
 * called by one thread at a time, {@link #awaitDurable} by any number: the first of those that wait
 * forces the file for all of them.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    static final byte[] MAGIC = "SLUICEJ\1".getBytes(StandardCharsets.ISO_8859_1);
    static final String SUFFIX = ".journal";

    private static final int BLOCK_HEADER = 8;
    private static final int FRAME_HEADER = 12;

    private final Path file;
    // not a channel: an interrupted thread would close that for everybody
    private final RandomAccessFile out;
    private final Object forcing = new Object();

    // written under the caller's lock
    private volatile long written;
    private long payloadBytes;

    // read by appenders while another thread forces
    private volatile boolean broken;

    // guarded by forcing
    private long durable;
    private boolean closed;

    private Journal(Path file, RandomAccessFile out) {
        this.file = file;
        this.out = out;
    }

    static Journal create(Path file, JournalHeader header) throws IOException {
        return create(file, header.toBytes());
    }

    /** A journal with another header, as JSON. */
    static Journal create(Path file, byte[] bytes) throws IOException {
        Journal journal = new Journal(file, new RandomAccessFile(file.toFile(), "rw"));
        byte[] start = new byte[MAGIC.length + BLOCK_HEADER + bytes.length];
        System.arraycopy(MAGIC, 0, start, 0, MAGIC.length);
        block(start, MAGIC.length, block -> block.put(bytes));
        journal.write(start);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return journal;
    }

    /**
     * Writes one call's records; they are safe once {@link #awaitDurable} of the result returns.
     */
    long append(List<byte[]> records, Instant arrival) throws IOException {
        int length = FRAME_HEADER;
        long payload = 0;
        for (byte[] record : records) {
            length += Integer.BYTES + record.length;
            payload += record.length;
        }
        byte[] frame = new byte[BLOCK_HEADER + length];
        block(
                frame,
                0,
                body -> {
                    body.putLong(arrival.toEpochMilli());
                    body.putInt(records.size());
                    for (byte[] record : records) {
                        body.putInt(record.length).put(record);
                    }
                });
        write(frame);
        payloadBytes += payload;
        return written;
    }

    /** Returns once everything before {@code position} survives a crash. */
    void awaitDurable(long position) throws IOException {
        synchronized (forcing) {
            if (durable >= position) {
                return;
            }
            if (broken) {
                throw new IOException("an earlier force of " + file + " failed");
            }
            long target = written;
            try {
                out.getFD().sync();
            } catch (IOException e) {
                // after a failed force the next one may lie: this file is never trusted again
                broken = true;
                throw e;
            }
            durable = target;
        }
    }

    /** Whether a force failed; such a journal takes nothing more. */
    boolean isBroken() {
        return broken;
    }

    /** Bytes of all records so far; under the caller's lock. */
    long payloadBytes() {
        return payloadBytes;
    }

    Path file() {
        return file;
    }

    /** No more appends, under the caller's lock; whoever still waits is served by this. */
    void seal() {
        synchronized (forcing) {
            if (closed) {
                return;
            }
            closed = true;
            try (out) {
                awaitDurable(written);
            } catch (IOException e) {
                // those who wait for it are told by awaitDurable
                broken = true;
                LOG.atWarn().addKeyValue("journal", file).setCause(e).log("journal not forced");
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        long start = written;
        try {
            out.write(bytes);
            written = start + bytes.length;
        } catch (IOException e) {
            // cut what was begun, so that the next frame is not behind a torn one
            out.setLength(start);
            out.seek(start);
            throw e;
        }
    }

    /** Fills {@code into} from {@code start} to its end with a length, a checksum and a body. */
    private static void block(byte[] into, int start, Consumer<ByteBuffer> body) {
        int from = start + BLOCK_HEADER;
        int length = into.length - from;
        ByteBuffer buffer = ByteBuffer.wrap(into);
        body.accept(buffer.position(from));
        CRC32C crc = new CRC32C();
        crc.update(into, from, length);
        buffer.putInt(start, length);
        buffer.putInt(start + Integer.BYTES, (int) crc.getValue());
    }
}
