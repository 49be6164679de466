/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool on disk (durability {@code disk}): a receipt is settled when its message has been
 * synced. Survives {@code kill -9} and power cuts; the format is specified in the package's
 * comment. Safe for use by many threads; the disk is written by the thread {@code spool-writer}
 * alone.
 */
public final class FileSpool implements Spool {

    private static final Logger log = LoggerFactory.getLogger(FileSpool.class);

    private static final Pattern LANE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int MOST_CHUNK_BYTES = 256 << 10;
    private static final long CLOSE_MILLIS = 30_000;

    private final FileStore files;
    private final SpoolEvents events;
    private final FileSpoolSettings settings;
    private final Closeable lock;
    private final RecoveredLog recovered;
    private final DamagedBytes damaged;
    private final SegmentLog segments;
    private final Lanes lanes;
    private final Intake intake;
    private final Pause pause;
    private final Thread writer;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens the spool in its directory, or begins a new one.
     *
     * @throws SpoolException if the directory is in use by another process, cannot be written, or
     *     holds segments of another format; nothing was changed then
     */
    public static FileSpool open(FileSpoolSettings settings, SpoolEvents events) {
        return open(settings, events, new DiskFileStore(settings.directory()));
    }

    static FileSpool open(FileSpoolSettings settings, SpoolEvents events, FileStore files) {
        Closeable lock = files.lock(RecoveredLog.FOLDERS);
        boolean done = false;
        try {
            FileSpool spool = new FileSpool(settings, new GuardedEvents(events), files, lock);
            spool.writer.start();
            done = true;
            return spool;
        } catch (IOException e) {
            throw new SpoolException(
                    "Cannot open the spool in "
                            + files.describe(FileStore.TOP)
                            + " ("
                            + e.getMessage()
                            + "); check the disk and the permissions of its files",
                    e);
        } finally {
            if (!done) {
                closeQuietly(lock);
            }
        }
    }

    private FileSpool(
            FileSpoolSettings settings, SpoolEvents events, FileStore files, Closeable lock)
            throws IOException {
        this.settings = settings;
        this.events = events;
        this.files = files;
        this.lock = lock;
        recovered = RecoveredLog.of(files, events, settings.segmentBytes().bytes() / 4);
        damaged = recovered.damaged();
        segments = recovered.segments();
        lanes = recovered.lanes();
        int chunkBytes =
                (int)
                        Math.min(
                                MOST_CHUNK_BYTES,
                                Math.max(1024, settings.segmentBytes().bytes() / 4));
        intake = new Intake(chunkBytes, settings.waitingQos0Bytes().bytes());
        pause = new Pause(events);
        writer =
                new Thread(
                        new SpoolWriter(settings, intake, segments, lanes, pause, events),
                        "spool-writer");
    }

    @Override
    public void append(InboundMessage message) {
        if (!intake.offer(new RecordEncoder(message))) {
            String reason = pause.reason();
            events.dropped(
                    message.topic(),
                    reason == null ? "QoS 0 comes faster than the disk takes it" : reason);
        }
    }

    @Override
    public SpoolCursor cursor(String lane) {
        if (!LANE.matcher(lane).matches()) {
            throw new IllegalArgumentException(
                    "a lane's name is lower-case letters, digits and hyphens, not '" + lane + "'");
        }
        if (!open.add(lane)) {
            throw new IllegalStateException("lane " + lane + " has a cursor already");
        }
        boolean done = false;
        try {
            StoredCursor stored = storedCursor(lane);
            FileSpoolCursor cursor =
                    new FileSpoolCursor(
                            stored,
                            segments,
                            damaged,
                            events,
                            this::giveBackRoom,
                            () -> open.remove(lane));
            done = true;
            return cursor;
        } finally {
            if (!done) {
                open.remove(lane);
            }
        }
    }

    private StoredCursor storedCursor(String lane) {
        try {
            return recovered.cursorOf(lane);
        } catch (IOException e) {
            throw new SpoolException(
                    "Cannot write "
                            + files.describe(StoredCursor.name(lane))
                            + " ("
                            + e.getMessage()
                            + "); free or mend the disk",
                    e);
        }
    }

    private void giveBackRoom() {
        if (lanes.reclaim() || lanes.wantRoll()) {
            intake.nudge();
        }
    }

    @Override
    public Set<String> lanesBehind() {
        return lanes.behind();
    }

    @Override
    public void forget(String lane) {
        if (open.contains(lane)) {
            throw new IllegalStateException("lane " + lane + " is open");
        }
        try {
            if (lanes.forget(lane)) {
                intake.nudge();
            }
        } catch (IOException e) {
            throw new SpoolException(
                    "Cannot delete "
                            + files.describe(StoredCursor.name(lane))
                            + " ("
                            + e.getMessage()
                            + "); delete it while the gateway is stopped",
                    e);
        }
    }

    @Override
    public SpoolStatus status() {
        return new SpoolStatus(
                segments.heldBytes(),
                settings.maxBytes().bytes(),
                intake.waitingMessages(),
                pause.reason(),
                pause.isForGood());
    }

    /**
     * Waits up to 30 s for a disk that hangs; what was not durable then stays unsettled, and the
     * broker sends it again.
     */
    @Override
    public void close() {
        intake.close();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (writer.isAlive()) {
            log.atWarn()
                    .addKeyValue("directory", files.describe(FileStore.TOP))
                    .log("The disk has not finished writing; leaving the spool as it is");
        }
        lanes.close();
        closeQuietly(lock);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the spool's lock", e);
        }
    }
}
