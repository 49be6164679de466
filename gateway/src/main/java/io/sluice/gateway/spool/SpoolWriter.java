/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the log: takes the group that has grown, writes it, syncs once,
 * settles its receipts, shows it to the cursors. While the log is full or the disk refuses, it
 * keeps the group and tries again for ever; nothing is settled before it is durable.
 */
final class SpoolWriter implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SpoolWriter.class);
    private static final long LOOK_FOR_ROOM_NANOS = 1_000_000_000L;

    private final FileSpoolSettings settings;
    private final Intake intake;
    private final SegmentLog segments;
    private final Lanes lanes;
    private final Pause pause;
    private final SpoolEvents events;
    private @Nullable ActiveSegment active;

    SpoolWriter(
            FileSpoolSettings settings,
            Intake intake,
            SegmentLog segments,
            Lanes lanes,
            Pause pause,
            SpoolEvents events) {
        this.settings = settings;
        this.intake = intake;
        this.segments = segments;
        this.lanes = lanes;
        this.pause = pause;
        this.events = events;
    }

    @Override
    public void run() {
        try {
            // while files can be opened: out of descriptors a class cannot be loaded any more, and
            // the way out of that very failure goes through this one
            Reason.of(new IOException());
            boolean goOn = true;
            while (goOn) {
                List<Chunk> group = intake.take();
                if (group.isEmpty()) {
                    goOn = !intake.isClosed();
                    rollIfDrained();
                } else {
                    goOn = writeAll(group);
                }
            }
        } catch (Throwable e) {
            log.atError().setCause(e).log("The spool's writer has ended");
            pause.forGood("the spool's writer has ended (" + e + "); restart the gateway");
            if (e instanceof Error error) {
                throw error;
            }
        } finally {
            closeActive();
        }
    }

    /** False if the spool was closed before all could be written. */
    private boolean writeAll(List<Chunk> group) throws InterruptedException {
        int durable = 0;
        long retry = settings.firstRetry().toNanos();
        while (durable < group.size()) {
            try {
                long began = Ticker.SYSTEM.nanos();
                int upTo = writeSome(group, durable);
                if (upTo > durable) {
                    commit(group.subList(durable, upTo), began);
                    durable = upTo;
                    retry = settings.firstRetry().toNanos();
                } else if (!awaitRoom(group.get(durable))) {
                    return false;
                }
            } catch (IOException | RuntimeException e) {
                abandonActive();
                String reason =
                        "cannot write to "
                                + segments.files().describe(FileStore.TOP)
                                + " ("
                                + Reason.of(e)
                                + "); free or mend the disk, it goes on by itself";
                log.atDebug().setCause(e).log("The spool cannot write; trying again");
                pause.because(reason);
                if (!intake.pause(retry)) {
                    return false;
                }
                retry = Math.min(2 * retry, settings.longestRetry().toNanos());
            }
        }
        return true;
    }

    /**
     * Writes chunks from {@code from} on, as many as fit into the bound and the segment, and syncs;
     * returns the first that was not written.
     */
    private int writeSome(List<Chunk> group, int from) throws IOException {
        int next = from;
        while (next < group.size() && hasRoomFor(group.get(next))) {
            Chunk chunk = group.get(next);
            ActiveSegment segment = active;
            if (segment != null
                    && segment.size() + chunk.size() > settings.segmentBytes().bytes()) {
                if (next > from) {
                    break;
                }
                closeActive();
                segment = null;
            }
            if (segment == null) {
                segment = ActiveSegment.begin(segments);
                active = segment;
            }
            segment.write(chunk);
            next++;
        }
        ActiveSegment written = active;
        if (next > from && written != null) {
            written.force();
        }
        return next;
    }

    private void commit(List<Chunk> chunks, long began) {
        long nanos = Ticker.SYSTEM.nanos() - began;
        int messages = 0;
        long bytes = 0;
        for (Chunk chunk : chunks) {
            messages += chunk.messages();
            bytes += chunk.size();
            chunk.settle();
            intake.recycle(chunk);
        }
        ActiveSegment segment = active;
        if (segment != null) {
            segment.publish();
        }
        pause.over();
        events.synced(messages, bytes, nanos);
    }

    private boolean hasRoomFor(Chunk chunk) {
        ActiveSegment segment = active;
        long held = segments.heldBytes() + (segment == null ? 0 : segment.waitingBytes());
        return held == 0
                || held + SegmentFormat.HEADER_BYTES + chunk.size() <= settings.maxBytes().bytes();
    }

    /** Waits until lanes have given room back; false if the spool was closed before. */
    private boolean awaitRoom(Chunk chunk) throws InterruptedException {
        closeActive(); // only a closed segment can be given up
        lanes.reclaim();
        boolean goOn = true;
        while (goOn && !hasRoomFor(chunk)) {
            pause.because(
                    "the spool is full ("
                            + settings.maxBytes()
                            + " in "
                            + segments.files().describe(FileStore.TOP)
                            + "); it goes on by itself when readings have left");
            goOn = intake.pause(LOOK_FOR_ROOM_NANOS);
            lanes.reclaim();
        }
        return goOn;
    }

    private void rollIfDrained() {
        ActiveSegment segment = active;
        if (segment != null && lanes.wantRoll()) {
            closeActive();
            lanes.reclaim();
        }
    }

    private void closeActive() {
        ActiveSegment segment = active;
        active = null;
        if (segment != null) {
            segment.close();
        }
    }

    private void abandonActive() {
        ActiveSegment segment = active;
        active = null;
        if (segment != null) {
            segment.abandon();
        }
    }
}
