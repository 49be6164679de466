/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.zip.CRC32C;

/** The head of a record, as specified in the package's comment. */
final class RecordFormat {

    static final int MARKER_AT = 0;
    static final int CRC_AT = 4;
    static final int LENGTH_AT = 8;
    static final int HEAD_BYTES = 12;

    /** Flags, time and topic length: a body is never shorter. */
    static final int LEAST_BODY_BYTES = 11;

    /**
     * The largest body: an MQTT packet's largest remaining length (MQTT 5, section 2.1.4), which
     * topic, properties and payload share, and 1 MiB for what we add.
     */
    static final int MOST_BODY_BYTES = 268_435_455 + (1 << 20);

    private static final int MARKER = 0x51C1CE01;

    private RecordFormat() {}

    /**
     * What a record at this position begins with. It depends on the position, so bytes that look
     * like a record and are part of a payload are never taken for one.
     */
    static int marker(long position) {
        return MARKER ^ (int) ((position * 0x9E3779B97F4A7C15L) >>> 32);
    }

    /**
     * How many bytes the record at {@code at} says that it has, head included, or -1 if none begins
     * there. Twelve bytes must be there to look at.
     */
    static int claimedBytes(byte[] bytes, int at, long position) {
        if (Bytes.intAt(bytes, at + MARKER_AT) != marker(position)) {
            return -1;
        }
        int length = Bytes.intAt(bytes, at + LENGTH_AT);
        return length < LEAST_BODY_BYTES || length > MOST_BODY_BYTES ? -1 : HEAD_BYTES + length;
    }

    /** Whether the record of so many bytes, head included, has the content it was written with. */
    static boolean isSound(byte[] bytes, int at, int recordBytes, CRC32C crc) {
        crc.reset();
        crc.update(bytes, at + LENGTH_AT, recordBytes - LENGTH_AT);
        return Bytes.intAt(bytes, at + CRC_AT) == (int) crc.getValue();
    }
}
