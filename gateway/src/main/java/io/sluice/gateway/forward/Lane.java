/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.pack.BatchBuilder;
import io.sluice.gateway.pack.PackedRecord;
import io.sluice.gateway.pack.RecordPacker;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One route's way out of the spool. Its thread {@code lane-ROUTE} reads the log in order, packs
 * what the route's filter takes, and hands full or due batches to the threads {@code
 * lane-ROUTE-put-N}, of which there are as many as calls may be under way; when all are busy it
 * reads no further. A position is released once everything before it was accepted or quarantined,
 * so a crash at any moment sends again at most what was under way.
 */
public final class Lane implements AutoCloseable {

    /**
     * Batches from the oldest under way to the newest, for each call that may be under way at once.
     */
    private static final int RUN_AHEAD = 4;

    private static final int READ_BYTES = 1 << 20;

    /** The longest look at an empty log, so that a stop or a drain is noticed soon. */
    private static final Duration LONGEST_READ = Duration.ofMillis(50);

    // for the life of the lane
    private final LaneSettings settings;
    private final SpoolCursor cursor;
    private final ReleaseTracker tracker;
    private final ParcelSender sender;
    private final LaneHealth health;
    private final RouteMatcher matcher;
    private final Ticker ticker;
    private final Thread reader;
    private final ExecutorService senders;
    private final Semaphore idleSenders;
    private final RunAhead runAhead;

    // what was read and not handed to a sender yet; the reader's alone
    private final RecordPacker<SpooledMessage> packer;
    private final BatchBuilder<SpooledMessage> batch;
    private long dueNanos;
    private long handedOver;

    private volatile boolean stopping;
    private volatile boolean flushSoon;

    public Lane(
            LaneSettings settings,
            SpoolCursor cursor,
            Outlet outlet,
            Quarantine quarantine,
            LaneEvents events,
            Ticker ticker) {
        this.settings = settings;
        this.cursor = cursor;
        this.ticker = ticker;
        this.handedOver = cursor.position().offset();
        this.tracker = new ReleaseTracker(cursor::release);
        this.health = new LaneHealth(settings, events, ticker);
        this.sender = new ParcelSender(settings, outlet, quarantine, health, events, ticker);
        this.matcher = new RouteMatcher(settings.filter());
        this.packer = new RecordPacker<>(settings.packing());
        this.batch = new BatchBuilder<>(settings.maxBatchRecords(), settings.maxBatchBytes());
        this.reader = new Thread(this::run, "lane-" + settings.route());
        AtomicInteger number = new AtomicInteger();
        this.senders =
                Executors.newFixedThreadPool(
                        settings.concurrency(),
                        task ->
                                new Thread(
                                        task,
                                        "lane-"
                                                + settings.route()
                                                + "-put-"
                                                + number.incrementAndGet()));
        this.idleSenders = new Semaphore(settings.concurrency());
        this.runAhead = new RunAhead(RUN_AHEAD * settings.concurrency());
    }

    /** Begins where the lane's last release left it. Call once. */
    public void start() {
        reader.start();
    }

    /** How it does now. */
    public LaneStatus status() {
        return new LaneStatus(
                settings.route(),
                settings.stream(),
                health.state(),
                health.failure(),
                health.failingFor(),
                cursor.bytesBehind(),
                tracker.size(),
                tracker.oldest());
    }

    /** From now on what was read leaves at once, however little it is. */
    public void hurry() {
        flushSoon = true;
    }

    /**
     * Sends what is in the spool, at most until {@code timeout}, and stops; what is not accepted by
     * then stays in the spool.
     *
     * @return whether everything that was in the spool has left it
     */
    public boolean drain(Duration timeout) throws InterruptedException {
        long begun = ticker.nanos();
        hurry();
        while (ticker.nanos() - begun < timeout.toNanos()
                && cursor.bytesBehind() > 0
                && reader.isAlive()) {
            ticker.sleep(Duration.ofMillis(10));
        }
        close();
        return cursor.bytesBehind() == 0;
    }

    /**
     * Stops at once; calls under way are given a second to end, or none if the calling thread is
     * interrupted. Idempotent.
     */
    @Override
    public void close() {
        stopping = true;
        senders.shutdown();
        tracker.whileNothingIsReleased(reader::interrupt);
        try {
            senders.awaitTermination(1, TimeUnit.SECONDS);
            tracker.whileNothingIsReleased(senders::shutdownNow);
            senders.awaitTermination(5, TimeUnit.SECONDS);
            reader.join(5000);
        } catch (InterruptedException e) {
            tracker.whileNothingIsReleased(senders::shutdownNow);
            Thread.currentThread().interrupt();
        }
        cursor.close();
    }

    private void run() {
        try {
            while (!stopping && !health.isDead()) {
                step();
            }
        } catch (InterruptedException e) {
            if (!stopping) {
                health.died(e);
            }
        } catch (RuntimeException | Error e) {
            if (!stopping) {
                health.died(e);
            }
        }
    }

    private void step() throws InterruptedException {
        List<SpooledMessage> messages;
        try {
            messages = cursor.read(READ_BYTES, waitForMore());
            health.spoolReads();
        } catch (SpoolException e) {
            flush();
            health.spoolFails(new Failure(FailureKind.UNKNOWN, String.valueOf(e.getMessage())));
            ticker.sleep(settings.backoff().max());
            return;
        }
        for (SpooledMessage message : messages) {
            take(message);
        }
        if (!isEmpty() && isDue(messages.isEmpty())) {
            flush();
        }
        if (isEmpty()) {
            skipTheRest();
        }
    }

    /**
     * What was read behind the last reading of this lane is other lanes' business. It must be given
     * up here and now: if nothing comes after it, nothing else would release it, and with broker
     * durability the broker sends nothing more while its window is full of it.
     */
    private void skipTheRest() {
        SpoolPosition read = cursor.position();
        if (read.offset() > handedOver) {
            handedOver = read.offset();
            tracker.skipTo(read);
        }
    }

    private ReleaseTracker.Stretch begin(SpooledMessage last, Instant since) {
        handedOver = last.end().offset();
        return tracker.begin(last.end(), since);
    }

    private void take(SpooledMessage message) throws InterruptedException {
        if (!matcher.matches(message.topic())) {
            return;
        }
        if (!RecordPacker.fits(message.payload().size())) {
            flush();
            ReleaseTracker.Stretch stretch = begin(message, message.receivedAt());
            sender.quarantine(message, tooLarge(message));
            stretch.complete();
            return;
        }
        if (isEmpty()) {
            dueNanos = ticker.nanos() + settings.linger().toNanos();
        }
        PackedRecord<SpooledMessage> full = packer.add(message, message.payload());
        if (full != null) {
            collect(full);
        }
    }

    private void collect(PackedRecord<SpooledMessage> record) throws InterruptedException {
        if (!batch.tryAdd(record)) {
            dispatch();
            batch.tryAdd(record);
        }
        if (batch.isFull()) {
            dispatch();
        }
    }

    private void flush() throws InterruptedException {
        PackedRecord<SpooledMessage> rest = packer.flush();
        if (rest != null) {
            collect(rest);
        }
        if (!batch.isEmpty()) {
            dispatch();
        }
    }

    private void dispatch() throws InterruptedException {
        idleSenders.acquire();
        long number = runAhead.begin();
        List<Parcel> parcels = new ArrayList<>();
        for (PackedRecord<SpooledMessage> record : batch.drain()) {
            SpooledMessage last = record.readings().get(record.readings().size() - 1);
            parcels.add(
                    new Parcel(
                            record, begin(last, record.readings().get(0).receivedAt())::complete));
        }
        dueNanos = ticker.nanos() + settings.linger().toNanos();
        senders.execute(() -> send(number, parcels));
    }

    private void send(long number, List<Parcel> parcels) {
        try {
            sender.send(parcels);
            runAhead.finish(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            health.died(e);
        } finally {
            idleSenders.release();
        }
    }

    private boolean isEmpty() {
        return packer.isEmpty() && batch.isEmpty();
    }

    private boolean isDue(boolean quiet) {
        return ticker.nanos() - dueNanos >= 0 || (quiet && (settings.quiet() != null || flushSoon));
    }

    private Duration waitForMore() {
        if (isEmpty()) {
            return LONGEST_READ;
        }
        Duration left = Duration.ofNanos(Math.max(0, dueNanos - ticker.nanos()));
        @Nullable Duration quiet = flushSoon ? Duration.ZERO : settings.quiet();
        Duration wait = quiet != null && quiet.compareTo(left) < 0 ? quiet : left;
        return wait.compareTo(LONGEST_READ) < 0 ? wait : LONGEST_READ;
    }

    private static Failure tooLarge(SpooledMessage message) {
        return new Failure(
                FailureKind.TOO_LARGE,
                message.payload()
                        + " and a newline are more than the "
                        + FirehoseLimits.MAX_RECORD_BYTES
                        + " bytes of a Firehose record");
    }
}
