/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its beginning to the first frame that is torn or damaged. The format is in
 * the package's description.
 */
final class JournalReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FRAME_BYTES = 64 << 20;
    private static final int READ_BUFFER = 1 << 16;

    private final DataInputStream in;
    private byte @Nullable [] header;
    private byte @Nullable [] next;

    private JournalReader(DataInputStream in) {
        this.in = in;
    }

    /** Opens a journal; of one without a whole header, {@link #header} is {@code null}. */
    static JournalReader open(Path file) throws IOException {
        JournalReader reader =
                new JournalReader(
                        new DataInputStream(
                                new BufferedInputStream(Files.newInputStream(file), READ_BUFFER)));
        byte[] magic = reader.in.readNBytes(Journal.MAGIC.length);
        if (Arrays.equals(magic, Journal.MAGIC)) {
            byte[] bytes = reader.block();
            reader.header = bytes;
            reader.next = bytes == null ? null : reader.block();
        }
        return reader;
    }

    /** Takes records one by one. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the bytes of a record, and when it came. */
        void visit(byte[] record, Instant arrival) throws IOException, InterruptedException;
    }

    /** The object to be, or {@code null} if not even that was written. */
    @Nullable JournalHeader header() throws IOException {
        return header == null ? null : JournalHeader.of(header);
    }

    /** The header as JSON; a missing node if not even that was written. */
    JsonNode headerJson() throws IOException {
        return header == null ? MissingNode.getInstance() : JSON.readTree(header);
    }

    /** Shows all records of all whole frames, in order. */
    void visitRecords(Visitor visitor) throws IOException, InterruptedException {
        for (byte[] frame = next; frame != null; frame = block()) {
            ByteBuffer body = ByteBuffer.wrap(frame);
            Instant arrival = Instant.ofEpochMilli(body.getLong());
            int count = body.getInt();
            for (int i = 0; i < count; i++) {
                byte[] record = new byte[body.getInt()];
                body.get(record);
                visitor.visit(record, arrival);
            }
        }
        next = null;
    }

    /** Whether there is at least one whole frame ahead. */
    boolean hasRecords() {
        return next != null;
    }

    /** Writes all records of all whole frames, nothing between them; says how many records. */
    long copyRecords(OutputStream out) throws IOException {
        long records = 0;
        for (byte[] frame = next; frame != null; frame = block()) {
            ByteBuffer body = ByteBuffer.wrap(frame);
            body.getLong();
            int count = body.getInt();
            for (int i = 0; i < count; i++) {
                int length = body.getInt();
                out.write(frame, body.position(), length);
                body.position(body.position() + length);
            }
            records += count;
        }
        next = null;
        return records;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte @Nullable [] block() throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > MAX_FRAME_BYTES) {
                return null;
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                return null;
            }
            CRC32C crc = new CRC32C();
            crc.update(body);
            return (int) crc.getValue() == checksum ? body : null;
        } catch (EOFException e) {
            return null;
        }
    }
}
