/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.toolkit.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a file of exported readings says of itself, in front of them.
 *
 * @param id 32 hexadecimal digits; two files have the same one only if they hold the same readings
 * @param gateway the client id of the gateway that they were exported from
 * @param writtenAt when
 * @param readings how many
 * @param recordBytes the bytes of their records: all of the file behind the header
 * @param oldest when the first of them was received; the epoch if there is none
 * @param newest when the last of them was received; the epoch if there is none
 * @param routes how many each route is to have; a reading may be for several
 */
public record ExportHeader(
        String id,
        String gateway,
        Instant writtenAt,
        long readings,
        long recordBytes,
        Instant oldest,
        Instant newest,
        SortedMap<String, Long> routes) {

    private static final byte[] MAGIC = "SLUICEEX".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int LENGTH_AT = 12;
    private static final int FIXED_BYTES = 16;
    private static final int CRC_BYTES = 4;
    private static final int MOST_BYTES = 1 << 20;

    /** Bytes of the header in the file. */
    long headerBytes() {
        return encode().remaining();
    }

    /** Bytes of the whole file. */
    public long fileBytes() {
        return headerBytes() + recordBytes;
    }

    ByteBuffer encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(id);
            out.writeUTF(gateway);
            out.writeLong(writtenAt.toEpochMilli());
            out.writeLong(readings);
            out.writeLong(recordBytes);
            out.writeLong(oldest.toEpochMilli());
            out.writeLong(newest.toEpochMilli());
            out.writeShort(routes.size());
            for (Map.Entry<String, Long> route : routes.entrySet()) {
                out.writeUTF(route.getKey());
                out.writeLong(route.getValue());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the header cannot be encoded", e);
        }
        ByteBuffer header = ByteBuffer.allocate(FIXED_BYTES + bytes.size() + CRC_BYTES);
        header.put(MAGIC).put((byte) VERSION).put(new byte[3]);
        header.putInt(bytes.size()).put(bytes.toByteArray());
        header.putInt(checksum(header.array(), header.position()));
        return header.flip();
    }

    /**
     * The header of a file.
     *
     * @throws SpoolException if it is no file of exported readings, of another version, or damaged
     */
    static ExportHeader read(StoredFile file, String described) throws IOException {
        byte[] fixed = new byte[FIXED_BYTES];
        int read = file.read(0, ByteBuffer.wrap(fixed));
        if (read < FIXED_BYTES || !startsWithMagic(fixed)) {
            throw new SpoolException(
                    described
                            + " is no file that `sluice spool export` has written, or its first"
                            + " bytes are damaged; nothing was imported");
        }
        if (fixed[MAGIC.length] != VERSION) {
            throw new SpoolException(
                    described
                            + " has export format "
                            + (fixed[MAGIC.length] & 0xFF)
                            + ", and this version of Sluice knows format "
                            + VERSION
                            + "; import it with the version that wrote it");
        }
        int length = Bytes.intAt(fixed, LENGTH_AT);
        if (length > 0 && length <= MOST_BYTES) {
            byte[] all = new byte[FIXED_BYTES + length + CRC_BYTES];
            if (file.read(0, ByteBuffer.wrap(all)) == all.length
                    && Bytes.intAt(all, FIXED_BYTES + length)
                            == checksum(all, FIXED_BYTES + length)) {
                return decode(all, length, described);
            }
        }
        throw new SpoolException(
                described
                        + " is damaged in its header (offset 0 to "
                        + (FIXED_BYTES + Math.max(0L, length) + CRC_BYTES)
                        + "); nothing was imported. Copy or export it again");
    }

    private static ExportHeader decode(byte[] all, int length, String described) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(all, FIXED_BYTES, length))) {
            String id = in.readUTF();
            String gateway = in.readUTF();
            Instant writtenAt = Instant.ofEpochMilli(in.readLong());
            long readings = in.readLong();
            long recordBytes = in.readLong();
            Instant oldest = Instant.ofEpochMilli(in.readLong());
            Instant newest = Instant.ofEpochMilli(in.readLong());
            TreeMap<String, Long> routes = new TreeMap<>();
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                routes.put(in.readUTF(), in.readLong());
            }
            return new ExportHeader(
                    id, gateway, writtenAt, readings, recordBytes, oldest, newest, routes);
        } catch (IOException e) {
            throw new SpoolException(
                    described
                            + " has a header that makes no sense ("
                            + Reason.of(e)
                            + "); nothing was imported",
                    e);
        }
    }

    private static boolean startsWithMagic(byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
