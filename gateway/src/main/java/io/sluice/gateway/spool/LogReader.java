/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the log from segment to segment, over what is damaged or missing. For one thread.
 */
final class LogReader implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);

    private final SegmentLog segments;
    private final DamagedBytes damaged;
    private final SpoolEvents events;
    private final RecordDecoder decoder = new RecordDecoder();
    private long position;
    private @Nullable Segment segment;
    private @Nullable SegmentReader reader;
    private boolean passedOver;

    LogReader(SegmentLog segments, DamagedBytes damaged, SpoolEvents events, long from) {
        this.segments = segments;
        this.damaged = damaged;
        this.events = events;
        this.position = from;
    }

    /** Where it goes on; behind what was skipped. */
    long position() {
        return position;
    }

    /** The file it is in, for a message. */
    String describe() {
        Segment here = segment;
        return segments.files().describe(here == null ? FileStore.TOP : here.name());
    }

    /** Whether the last step passed over a message that was not wanted. */
    boolean passedOver() {
        return passedOver;
    }

    /**
     * The next message; null if there is none yet, if it is not wanted, or if something was
     * skipped.
     */
    @Nullable SpooledMessage next(Wanted wanted) throws IOException {
        passedOver = false;
        Segment here = segment;
        SegmentReader from = reader;
        if (here == null || from == null || position >= here.end()) {
            long end = segments.end(); // before the segment, which is shown first
            here = segments.segmentAt(position);
            if (here == null) {
                skipMissing(end, "the log's segments are gone");
                return null;
            }
            skipMissing(here.base(), "the segment in front of " + here.name() + " is gone");
            from = open(here);
            if (from == null) {
                return null;
            }
        }
        SpooledMessage message = null;
        switch (from.next(here.end())) {
            case RECORD -> {
                passedOver =
                        decoder.isUnwanted(from.bytes(), from.body(), from.bodyBytes(), wanted);
                if (passedOver) {
                    break;
                }
                message =
                        decoder.decode(
                                from.bytes(), from.body(), from.bodyBytes(), from.position());
                if (message == null) {
                    from.rejectRecord();
                    setAside(from, here);
                } else if (message.origin() != null
                        && !wanted.isWanted(message.topic(), message.origin())) {
                    message = null;
                    passedOver = true;
                }
            }
            case DAMAGE -> setAside(from, here);
            case END -> {}
        }
        position = from.position();
        return message;
    }

    private void setAside(SegmentReader from, Segment here) {
        damaged.keep(from, here.name(), here.base(), from.damagedFrom(), from.position());
    }

    private void skipMissing(long to, String reason) {
        if (position < to) {
            log.atWarn()
                    .addKeyValue("from", position)
                    .addKeyValue("to", to)
                    .addKeyValue("reason", reason)
                    .log("A stretch of the spool is missing");
            events.missing(new SpoolPosition(position), new SpoolPosition(to), reason);
            position = to;
        }
    }

    /** Its reader, the one at hand if it is the same segment; null if the file is gone. */
    private @Nullable SegmentReader open(Segment next) throws IOException {
        if (next == segment && reader != null) {
            return reader;
        }
        close();
        try {
            StoredFile file = segments.files().open(next.name());
            segment = next;
            reader = new SegmentReader(file, next.base(), position, segments.stretches());
            return reader;
        } catch (NoSuchFileException e) {
            skipMissing(next.end(), next.name() + " is gone");
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        SegmentReader open = reader;
        reader = null;
        segment = null;
        if (open != null) {
            open.close();
        }
    }
}
