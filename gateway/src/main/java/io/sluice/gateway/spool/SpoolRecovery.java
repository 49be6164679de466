/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.spool.SegmentReader.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the log again in its directory. Only the last segment is read: the others were complete
 * when it was begun, and their records are checked when a lane reads them.
 */
final class SpoolRecovery {

    private static final Logger log = LoggerFactory.getLogger(SpoolRecovery.class);

    /** Disks and file systems lose bytes that were not synced by no less than this. */
    private static final int SECTOR_BYTES = 512;

    private final FileStore files;
    private final DamagedBytes damaged;

    SpoolRecovery(FileStore files, DamagedBytes damaged) {
        this.files = files;
        this.damaged = damaged;
    }

    /** The cursors of all lanes. */
    List<StoredCursor> cursors() throws IOException {
        List<Long> bases = bases();
        long start = bases.isEmpty() ? 0 : bases.get(0);
        List<StoredCursor> cursors = new ArrayList<>();
        for (String name : files.names(StoredCursor.FOLDER)) {
            if (name.endsWith(StoredCursor.SUFFIX)) {
                String lane = name.substring(0, name.length() - StoredCursor.SUFFIX.length());
                cursors.add(StoredCursor.open(files, lane, start));
            }
        }
        return cursors;
    }

    /**
     * Takes a cursor that is beyond the end of the log back to the end. Made durable at once: new
     * records will take the positions that it had passed.
     */
    void clamp(StoredCursor cursor, SegmentLog segments, SpoolEvents events) throws IOException {
        long end = segments.end();
        long position = cursor.position();
        if (position > end) {
            cursor.moveTo(end);
            cursor.force();
            log.atWarn()
                    .addKeyValue("lane", cursor.lane())
                    .addKeyValue("from", end)
                    .addKeyValue("to", position)
                    .log("The log ends before what the lane has released; was a file removed?");
            events.missing(
                    new SpoolPosition(end),
                    new SpoolPosition(position),
                    "the log ends before what lane " + cursor.lane() + " has released");
        }
    }

    private List<Long> bases() throws IOException {
        return files.names(FileStore.TOP).stream()
                .map(SegmentFormat::base)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .sorted()
                .toList();
    }

    /**
     * The log as it is on disk, all of it durable, every segment closed. If there is no segment it
     * goes on where the foremost lane is.
     *
     * @throws SpoolException if a segment has another format; then nothing was changed
     */
    SegmentLog segments(List<StoredCursor> cursors) throws IOException {
        List<Long> bases = bases();
        for (long base : bases) {
            checkHeader(base);
        }
        long released = cursors.stream().mapToLong(StoredCursor::position).max().orElse(0);
        SegmentLog segments =
                new SegmentLog(files, bases.isEmpty() ? released : bases.get(bases.size() - 1));
        for (int i = 0; i < bases.size(); i++) {
            boolean last = i == bases.size() - 1;
            long base = bases.get(i);
            long end = last ? recoverLast(base) : Math.min(endOfFile(base), bases.get(i + 1));
            if (end - base > SegmentFormat.HEADER_BYTES) {
                segments.add(new Segment(base, end, true));
            } else {
                files.delete(SegmentFormat.name(base));
            }
        }
        return segments;
    }

    private void checkHeader(long base) throws IOException {
        String name = SegmentFormat.name(base);
        try (StoredFile file = files.open(name)) {
            if (!SegmentFormat.isSound(file, base, files.describe(name))
                    && file.size() > SegmentFormat.HEADER_BYTES) {
                log.atWarn()
                        .addKeyValue("segment", files.describe(name))
                        .log("The segment's header is damaged; its records are read without it");
            }
        }
    }

    private long endOfFile(long base) throws IOException {
        try (StoredFile file = files.open(SegmentFormat.name(base))) {
            return base + file.size();
        }
    }

    /** Cuts what is not a sound record off the end, and makes the rest durable. */
    private long recoverLast(long base) throws IOException {
        String name = SegmentFormat.name(base);
        try (SegmentReader reader = new SegmentReader(files.open(name), base, base);
                StoredFile file = files.open(name)) {
            long limit = base + file.size();
            long end = Math.min(limit, base + SegmentFormat.HEADER_BYTES);
            Step step = reader.next(limit);
            while (step != Step.END) {
                if (step == Step.RECORD) {
                    end = reader.position();
                } else if (reader.position() < limit || !isTorn(reader, base, limit)) {
                    damaged.keep(reader, name, base, reader.damagedFrom(), reader.position());
                }
                step = reader.next(limit);
            }
            if (end < limit) {
                log.atInfo()
                        .addKeyValue("segment", files.describe(name))
                        .addKeyValue("bytes", limit - end)
                        .log("The segment's unfinished end was cut off");
                file.truncate(end - base);
            }
            file.force();
            return end;
        }
    }

    /**
     * Whether the damage at the end of the file is what an interrupted write leaves (the beginning
     * of a record, or a last stretch that the file system had not filled, which begins with a
     * sector), and no loss.
     */
    private static boolean isTorn(SegmentReader reader, long base, long limit) throws IOException {
        long from = reader.damagedFrom();
        byte[] head = new byte[RecordFormat.HEAD_BYTES];
        if (reader.read(from, ByteBuffer.wrap(head)) < head.length) {
            return true;
        }
        int claimed = RecordFormat.claimedBytes(head, 0, from);
        long lastSector = base + (limit - base - 1) / SECTOR_BYTES * SECTOR_BYTES;
        return claimed > limit - from || isZero(reader, Math.max(from, lastSector), limit);
    }

    private static boolean isZero(SegmentReader reader, long from, long limit) throws IOException {
        byte[] window = new byte[(int) Math.min(1 << 20, limit - from)];
        for (long at = from; at < limit; at += window.length) {
            int read = reader.read(at, ByteBuffer.wrap(window));
            for (int i = 0; i < read; i++) {
                if (window[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
