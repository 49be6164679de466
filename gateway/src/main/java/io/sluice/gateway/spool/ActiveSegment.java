/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/** The newest segment, open for writing; for the writer's thread. */
final class ActiveSegment implements Closeable {

    private final SegmentLog log;
    private final Segment segment;
    private final StoredFile file;
    private long written;
    private boolean nameSynced;

    private ActiveSegment(SegmentLog log, Segment segment, StoredFile file) {
        this.log = log;
        this.segment = segment;
        this.file = file;
    }

    /** Begins a segment at the durable end of the log. */
    static ActiveSegment begin(SegmentLog log) throws IOException {
        Segment segment = new Segment(log.end(), log.end(), false);
        StoredFile file = create(log.files(), segment.name());
        log.add(segment);
        ActiveSegment active = new ActiveSegment(log, segment, file);
        try {
            file.write(0, SegmentFormat.header(segment.base()));
            active.written = SegmentFormat.HEADER_BYTES;
            return active;
        } catch (IOException e) {
            active.abandon();
            throw e;
        }
    }

    private static StoredFile create(FileStore files, String name) throws IOException {
        try {
            return files.create(name);
        } catch (FileAlreadyExistsException e) {
            // left by an attempt that failed: no durable record is in it, or the log would be
            // longer
            files.delete(name);
            return files.create(name);
        }
    }

    /** Bytes written to it, durable or not. */
    long size() {
        return written;
    }

    /** Bytes written and not durable yet. */
    long waitingBytes() {
        return segment.base() + written - segment.end();
    }

    void write(Chunk chunk) throws IOException {
        chunk.writeTo(file, written, segment.base() + written);
        written += chunk.size();
    }

    /** Makes durable what was written; the log does not show it before {@link #publish}. */
    void force() throws IOException {
        file.force();
        if (!nameSynced) {
            log.files().syncFolder(FileStore.TOP);
            nameSynced = true;
        }
    }

    void publish() {
        log.grow(segment, segment.base() + written);
    }

    /**
     * Ends it at its last durable record after a write or a sync has failed. What the disk says
     * about this file later is not to be trusted: a sync that failed may succeed the next time
     * without having written anything. If it cannot even be cut, the next segment's base tells
     * where it ends.
     */
    void abandon() {
        boolean empty = segment.end() == segment.base();
        try {
            if (!empty) {
                file.truncate(segment.end() - segment.base());
            }
        } catch (IOException e) {
            // see above
        }
        close();
        if (empty) {
            log.remove(segment);
            try {
                log.files().delete(segment.name());
            } catch (IOException e) {
                // create() deletes it when the disk is well again
            }
        }
    }

    @Override
    public void close() {
        segment.close();
        try {
            file.close();
        } catch (IOException e) {
            // all that counts was synced before
        }
    }
}
