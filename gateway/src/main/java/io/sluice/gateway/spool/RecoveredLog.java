/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.util.List;

/**
 * What an opening finds in the directory: the log, all of it durable, and the cursors of its lanes,
 * none beyond its end.
 *
 * @param newLanesBeginAtTheStart readings without any lane were found: whoever comes first shall
 *     have them
 */
record RecoveredLog(
        SegmentLog segments, Lanes lanes, DamagedBytes damaged, boolean newLanesBeginAtTheStart) {

    static final List<String> FOLDERS =
            List.of(StoredCursor.FOLDER, DamagedBytes.FOLDER, Imports.FOLDER);

    /**
     * Recovers the log of a directory that was locked with {@link #FOLDERS}.
     *
     * @param rollBytes see {@link Lanes}
     * @throws SpoolException if a segment has another format; nothing was changed then
     */
    static RecoveredLog of(FileStore files, SpoolEvents events, long rollBytes) throws IOException {
        new Imports(files).finish();
        DamagedBytes damaged = new DamagedBytes(files, events);
        SpoolRecovery recovery = new SpoolRecovery(files, damaged);
        List<StoredCursor> cursors = recovery.cursors();
        SegmentLog segments = recovery.segments(cursors);
        Lanes lanes = new Lanes(segments, rollBytes);
        for (StoredCursor cursor : cursors) {
            recovery.clamp(cursor, segments, events);
            lanes.put(cursor);
        }
        boolean readingsWithoutLanes = cursors.isEmpty() && segments.heldBytes() > 0;
        lanes.reclaim();
        return new RecoveredLog(segments, lanes, damaged, readingsWithoutLanes);
    }

    /** Where a lane begins that has no cursor yet. */
    long newLanesBegin() {
        return newLanesBeginAtTheStart ? segments.start() : segments.end();
    }

    /** Where a lane goes on. */
    long positionOf(String lane) {
        StoredCursor cursor = lanes.get(lane);
        return cursor == null ? newLanesBegin() : cursor.position();
    }

    /** A lane's cursor, made if there is none. */
    StoredCursor cursorOf(String lane) throws IOException {
        StoredCursor cursor = lanes.get(lane);
        if (cursor == null) {
            cursor = StoredCursor.create(segments.files(), lane, newLanesBegin());
            lanes.put(cursor);
        }
        return cursor;
    }
}
