/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Name and header of a segment file, as specified in the package's comment. */
final class SegmentFormat {

    static final int HEADER_BYTES = 24;

    /** What a gateway writes of what it receives. */
    static final int VERSION = 1;

    /** With records that were imported, and say where they come from. */
    static final int VERSION_WITH_ORIGINS = 2;

    private static final byte[] MAGIC = "SLUICESP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 8;
    private static final int BASE_AT = 12;
    private static final int CRC_AT = 20;
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.segment");

    private SegmentFormat() {}

    static String name(long base) {
        return String.format(Locale.ROOT, "%019d.segment", base);
    }

    /** The base in a file's name, or nothing if it is no segment. */
    static OptionalLong base(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    static ByteBuffer header(long base) {
        return header(base, VERSION);
    }

    static ByteBuffer header(long base, int version) {
        byte[] header = Arrays.copyOf(MAGIC, HEADER_BYTES);
        header[VERSION_AT] = (byte) version;
        Bytes.putLong(header, BASE_AT, base);
        Bytes.putInt(header, CRC_AT, checksum(header));
        return ByteBuffer.wrap(header);
    }

    /**
     * Whether the file begins with the header of a segment of this base. A header that fails its
     * own checksum says nothing: the name tells the base, and the records are found without it.
     *
     * @throws SpoolException if it is sound, and of another format or another base
     */
    static boolean isSound(StoredFile file, long base, String described) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        if (file.read(0, ByteBuffer.wrap(header)) < HEADER_BYTES
                || Bytes.intAt(header, CRC_AT) != checksum(header)
                || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return false;
        }
        if (header[VERSION_AT] != VERSION && header[VERSION_AT] != VERSION_WITH_ORIGINS) {
            throw new SpoolException(
                    described
                            + " has spool format "
                            + (header[VERSION_AT] & 0xFF)
                            + ", and this gateway knows format "
                            + VERSION_WITH_ORIGINS
                            + "; start the gateway that wrote it, or give this one another"
                            + " directory");
        }
        if (Bytes.longAt(header, BASE_AT) != base) {
            throw new SpoolException(
                    described
                            + " was written under the name "
                            + name(Bytes.longAt(header, BASE_AT))
                            + "; give it its own name back, or move it out of the directory");
        }
        return true;
    }

    private static int checksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
