/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored cursors, and what follows from them: a segment that all of them have passed is given
 * up. For any thread.
 */
final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final SegmentLog segments;
    private final long rollBytes;
    private final Map<String, StoredCursor> cursors = new ConcurrentHashMap<>();

    /**
     * @param rollBytes the newest segment is given up too when it is this large and all released
     */
    Lanes(SegmentLog segments, long rollBytes) {
        this.segments = segments;
        this.rollBytes = rollBytes;
    }

    @Nullable StoredCursor get(String lane) {
        return cursors.get(lane);
    }

    void put(StoredCursor cursor) {
        cursors.put(cursor.lane(), cursor);
    }

    Set<String> behind() {
        return cursors.values().stream()
                .filter(cursor -> cursor.position() < segments.end())
                .map(StoredCursor::lane)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the newest segment should be closed so that it can be given up. */
    boolean wantRoll() {
        Segment newest = segments.newest();
        return newest != null
                && !newest.isClosed()
                && newest.end() - newest.base() >= rollBytes
                && !cursors.isEmpty()
                && lowest() >= newest.end();
    }

    private long lowest() {
        long lowest = Long.MAX_VALUE;
        for (StoredCursor cursor : cursors.values()) {
            lowest = Math.min(lowest, cursor.position());
        }
        return lowest;
    }

    /**
     * Deletes the segments that every lane has passed; returns whether there were any. With no lane
     * at all everything is kept: the lanes may still come.
     */
    boolean reclaim() {
        return !cursors.isEmpty() && reclaimUpTo(lowest());
    }

    private synchronized boolean reclaimUpTo(long position) {
        Segment oldest = segments.oldest();
        boolean any = false;
        try {
            while (oldest != null && oldest.isClosed() && oldest.end() <= position) {
                if (!any) {
                    // or a power cut could bring back a cursor that stands before the first segment
                    for (StoredCursor cursor : cursors.values()) {
                        cursor.force();
                    }
                }
                segments.delete(oldest);
                any = true;
                oldest = segments.oldest();
            }
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", oldest == null ? "" : oldest.name())
                    .addKeyValue("reason", e)
                    .log("A segment that is not needed any more cannot be deleted; trying later");
        }
        return any;
    }

    /** Gives up a lane's cursor and what only it had not released. */
    boolean forget(String lane) throws IOException {
        StoredCursor cursor = cursors.remove(lane);
        if (cursor == null) {
            return false;
        }
        cursor.close();
        segments.files().delete(StoredCursor.name(lane));
        return cursors.isEmpty() ? reclaimUpTo(segments.end()) : reclaim();
    }

    void close() {
        cursors.values().forEach(StoredCursor::close);
    }
}
