/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole records on their way to the disk, and the receipts of their messages. Filled by the
 * appending threads under the intake's lock, then written by the spool's writer, which owns it from
 * there on. The payload of a record that is larger than a chunk is not copied: it hangs behind the
 * bytes.
 */
final class Chunk {

    private static final Logger log = LoggerFactory.getLogger(Chunk.class);

    private final byte[] bytes;
    private final CRC32C crc = new CRC32C();
    private Receipt[] receipts = new Receipt[16];

    // for one filling
    private int used;
    private int messages;
    private int receiptCount;
    private long qos0Bytes;
    private @Nullable Payload tail;
    private boolean checksummed;

    Chunk(int capacity) {
        bytes = new byte[capacity];
    }

    /** A chunk for one record that is larger than chunks are. */
    static Chunk ofLarge(RecordEncoder record) {
        Chunk chunk = new Chunk(record.bytesBeforePayload());
        record.writeBeforePayload(chunk.bytes, 0);
        chunk.tail = record.message().payload();
        chunk.used = record.bytesBeforePayload();
        chunk.count(record);
        return chunk;
    }

    boolean hasRoomFor(int recordBytes) {
        return tail == null && bytes.length - used >= recordBytes;
    }

    void add(RecordEncoder record) {
        record.writeBeforePayload(bytes, used);
        record.message().payload().copyTo(bytes, used + record.bytesBeforePayload());
        used += record.recordBytes();
        count(record);
    }

    private void count(RecordEncoder record) {
        messages++;
        if (record.isQos0()) {
            qos0Bytes += record.recordBytes();
        }
        Receipt receipt = record.message().receipt();
        if (receipt != Receipt.NONE) {
            if (receiptCount == receipts.length) {
                receipts = Arrays.copyOf(receipts, 2 * receiptCount);
            }
            receipts[receiptCount++] = receipt;
        }
    }

    int capacity() {
        return bytes.length;
    }

    long size() {
        return used + (tail == null ? 0L : tail.size());
    }

    int messages() {
        return messages;
    }

    long qos0Bytes() {
        return qos0Bytes;
    }

    /** Completes the records for this position of the log and writes them to the file. */
    void writeTo(StoredFile file, long at, long position) throws IOException {
        seal(position);
        file.write(at, ByteBuffer.wrap(bytes, 0, used));
        if (tail != null) {
            file.write(at + used, tail.asReadOnlyBuffer());
        }
    }

    private void seal(long position) {
        int at = 0;
        while (at < used) {
            int recordBytes =
                    RecordFormat.HEAD_BYTES + Bytes.intAt(bytes, at + RecordFormat.LENGTH_AT);
            Bytes.putInt(bytes, at + RecordFormat.MARKER_AT, RecordFormat.marker(position + at));
            if (!checksummed) {
                int here = Math.min(recordBytes, used - at);
                crc.reset();
                crc.update(bytes, at + RecordFormat.LENGTH_AT, here - RecordFormat.LENGTH_AT);
                if (tail != null) {
                    crc.update(tail.asReadOnlyBuffer());
                }
                Bytes.putInt(bytes, at + RecordFormat.CRC_AT, (int) crc.getValue());
            }
            at += recordBytes;
        }
        checksummed = true;
    }

    /**
     * Settles the receipts in the order of the appends; one that fails does not stop the others.
     */
    void settle() {
        for (int i = 0; i < receiptCount; i++) {
            try {
                receipts[i].settle();
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("reason", e)
                        .log(
                                "A receipt could not be settled; the broker will send its message again");
            }
        }
    }

    /** Empties it for the next filling. */
    void clear() {
        Arrays.fill(receipts, 0, receiptCount, null);
        used = 0;
        messages = 0;
        receiptCount = 0;
        qos0Bytes = 0;
        tail = null;
        checksummed = false;
    }
}
