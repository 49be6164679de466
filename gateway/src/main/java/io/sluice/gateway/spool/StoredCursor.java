/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane has released, in a file of two slots that are written in turns: a torn write leaves
 * the other one. For any thread.
 */
final class StoredCursor implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(StoredCursor.class);

    static final String FOLDER = "cursors";
    static final String SUFFIX = ".cursor";

    private static final int MAGIC = 0x534C4331; // "SLC1"
    private static final int SEQUENCE_AT = 4;
    private static final int POSITION_AT = 12;
    private static final int CRC_AT = 20;
    private static final int SLOT_BYTES = 24;

    /** Apart from each other, so that no sector holds both. */
    private static final int SLOT_DISTANCE = 512;

    private final String lane;
    private final StoredFile file;
    private final byte[] slot = new byte[SLOT_BYTES];
    private long sequence;
    private long forcedPosition = -1;
    private boolean unstored;
    private volatile long position;

    private StoredCursor(String lane, StoredFile file, long position, long sequence) {
        this.lane = lane;
        this.file = file;
        this.position = position;
        this.sequence = sequence;
    }

    /** A lane's first cursor. */
    static StoredCursor create(FileStore files, String lane, long position) throws IOException {
        StoredFile file;
        try {
            file = files.create(name(lane));
        } catch (FileAlreadyExistsException e) {
            // left by an attempt that failed
            files.delete(name(lane));
            file = files.create(name(lane));
        }
        StoredCursor cursor = new StoredCursor(lane, file, position, 0);
        try {
            cursor.write(position);
            cursor.force();
            files.syncFolder(FOLDER);
            return cursor;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * A lane's cursor as it was left. If neither slot is sound the lane begins at {@code
     * otherwise}: readings may come twice, none is lost.
     */
    static StoredCursor open(FileStore files, String lane, long otherwise) throws IOException {
        StoredFile file = files.open(name(lane));
        long position = otherwise;
        long sequence = -1;
        byte[] slot = new byte[SLOT_BYTES];
        for (int i = 0; i < 2; i++) {
            int bytes = file.read((long) i * SLOT_DISTANCE, ByteBuffer.wrap(slot));
            if (bytes == SLOT_BYTES
                    && Bytes.intAt(slot, 0) == MAGIC
                    && Bytes.intAt(slot, CRC_AT) == checksum(slot)
                    && Bytes.longAt(slot, SEQUENCE_AT) > sequence) {
                sequence = Bytes.longAt(slot, SEQUENCE_AT);
                position = Bytes.longAt(slot, POSITION_AT);
            }
        }
        if (sequence < 0) {
            log.atWarn()
                    .addKeyValue("lane", lane)
                    .addKeyValue("file", files.describe(name(lane)))
                    .log("The lane's cursor cannot be read; it begins with the oldest reading");
        }
        return new StoredCursor(lane, file, position, sequence + 1);
    }

    static String name(String lane) {
        return FOLDER + "/" + lane + SUFFIX;
    }

    String lane() {
        return lane;
    }

    /** What was released last. */
    long position() {
        return position;
    }

    /** Moves it forward; going backwards is ignored, but stores what could not be stored before. */
    synchronized void release(long newPosition) {
        if (newPosition > position || unstored) {
            moveTo(Math.max(newPosition, position));
        }
    }

    /** Moves it, forward or back. */
    synchronized void moveTo(long newPosition) {
        position = newPosition;
        unstored = true;
        try {
            write(newPosition);
        } catch (IOException e) {
            // the lane goes on; if we crash before the next release that can be written, it resends
            log.atWarn()
                    .addKeyValue("lane", lane)
                    .addKeyValue("reason", e)
                    .log("What the lane has released could not be stored");
        }
    }

    private void write(long newPosition) throws IOException {
        Bytes.putInt(slot, 0, MAGIC);
        Bytes.putLong(slot, SEQUENCE_AT, sequence);
        Bytes.putLong(slot, POSITION_AT, newPosition);
        Bytes.putInt(slot, CRC_AT, checksum(slot));
        file.write((sequence & 1) * SLOT_DISTANCE, ByteBuffer.wrap(slot));
        sequence++;
        unstored = false;
    }

    /** Makes it survive a power cut. */
    synchronized void force() throws IOException {
        if (unstored) {
            write(position);
        }
        if (forcedPosition != position) {
            file.force();
            forcedPosition = position;
        }
    }

    private static int checksum(byte[] slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, CRC_AT);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // nothing is lost: what was released was written before
        }
    }
}
