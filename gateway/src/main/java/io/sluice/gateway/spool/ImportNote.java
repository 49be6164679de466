/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an import, so that the same file brings nothing twice.
 *
 * @param round how many imports of the file there were with this one, from 1
 * @param at when
 * @param missing what of the file could not be read; a sound copy brings these, and nothing else
 * @param missingReadings how many readings that is
 */
record ImportNote(int round, Instant at, List<ByteRange> missing, long missingReadings) {

    private static final int MAGIC = 0x534C4931; // "SLI1"
    private static final int HEAD_BYTES = 24;
    private static final int RANGE_BYTES = 16;
    private static final int CRC_BYTES = 4;

    ImportNote {
        missing = List.copyOf(missing);
    }

    ByteBuffer encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEAD_BYTES + RANGE_BYTES * missing.size() + CRC_BYTES);
        bytes.putInt(MAGIC).putLong(at.toEpochMilli()).putLong(missingReadings);
        bytes.putInt(missing.size());
        for (ByteRange range : missing) {
            bytes.putLong(range.from()).putLong(range.to());
        }
        bytes.putInt(checksum(bytes));
        return bytes.flip();
    }

    /** The note, or null if the bytes are none that {@link #encode} made. */
    static @Nullable ImportNote decode(ByteBuffer bytes, int round) {
        int size = bytes.remaining();
        if (size < HEAD_BYTES + CRC_BYTES || bytes.getInt(0) != MAGIC) {
            return null;
        }
        long at = bytes.getLong(4);
        long missingReadings = bytes.getLong(12);
        int count = bytes.getInt(20);
        if (count < 0 || size != HEAD_BYTES + (long) RANGE_BYTES * count + CRC_BYTES) {
            return null;
        }
        bytes.position(size - CRC_BYTES);
        if (bytes.getInt(size - CRC_BYTES) != checksum(bytes)) {
            return null;
        }
        List<ByteRange> missing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = HEAD_BYTES + RANGE_BYTES * i;
            missing.add(new ByteRange(bytes.getLong(from), bytes.getLong(from + 8)));
        }
        return new ImportNote(round, Instant.ofEpochMilli(at), missing, missingReadings);
    }

    /** Of all bytes in front of the buffer's position. */
    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().flip());
        return (int) crc.getValue();
    }
}
