/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.outlet.Outlet;
import io.sluice.gateway.pack.BatchBuilder;
import io.sluice.gateway.pack.PackedRecord;
import io.sluice.gateway.pack.RecordPacker;
import io.sluice.gateway.rule.ReadingRule;
import io.sluice.gateway.rule.RuleResult;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The direct way: the rule is applied here, what it yields is packed into records, and full or due
 * batches go to the threads {@code lane-ROUTE-put-N}, of which there are as many as calls may be
 * under way; when all are busy no more is taken.
 */
final class DirectWay implements Way {

    /**
     * Batches from the oldest under way to the newest, for each call that may be under way at once.
     */
    private static final int RUN_AHEAD = 4;

    /**
     * What waits for company anyway can wait in the log: to wake up for each group that was synced
     * costs more than all else that happens to it here.
     */
    private static final int GULP_BYTES = 128 << 10;

    // for the life of the way
    private final LaneContext context;
    private final DirectSettings settings;
    private final ReadingRule rule;
    private final Provenance provenance;
    private final Ticker ticker;
    private final ParcelSender sender;
    private final ExecutorService senders;
    private final CallSlots.LaneCalls calls;
    private final RunAhead runAhead;

    // what was taken and not handed to a sender yet; the reader's alone
    private final RecordPacker<Outgoing> packer;
    private final BatchBuilder<Outgoing> batch;
    private SpoolPosition lastTaken;
    private long dueNanos;

    private volatile boolean flushSoon;

    DirectWay(
            LaneContext context,
            DirectSettings settings,
            ReadingRule rule,
            Provenance provenance,
            Outlet outlet,
            CallSlots slots,
            SpoolPosition begin) {
        this.context = context;
        this.settings = settings;
        this.rule = rule;
        this.provenance = provenance;
        this.ticker = context.ticker();
        this.lastTaken = begin;
        this.sender = new ParcelSender(context, outlet);
        this.packer = new RecordPacker<>(settings.packing(), settings.separator());
        this.batch = new BatchBuilder<>(settings.maxBatchRecords(), settings.maxBatchBytes());
        AtomicInteger number = new AtomicInteger();
        String name = "lane-" + context.lane().route() + "-put-";
        this.senders =
                Executors.newFixedThreadPool(
                        settings.concurrency(),
                        task -> new Thread(task, name + number.incrementAndGet()));
        this.calls = slots.ofLane(settings.concurrency());
        this.runAhead = new RunAhead(RUN_AHEAD * settings.concurrency());
    }

    @Override
    public void take(SpooledMessage reading) throws InterruptedException {
        RuleResult result = rule.apply(reading.topic(), reading.payload(), provenance.of(reading));
        Failure hopeless = hopeless(result);
        if (hopeless != null) {
            flush();
            context.putAside(reading, hopeless);
        } else if (result.kind() == RuleResult.Kind.SILENT) {
            context.events().filtered(context.lane());
        } else {
            pack(reading, result.outputs());
        }
        lastTaken = reading.end();
    }

    private void pack(SpooledMessage reading, List<Payload> outputs) throws InterruptedException {
        for (int i = 0; i < outputs.size(); i++) {
            if (isEmpty()) {
                dueNanos = ticker.nanos() + settings.linger().toNanos();
            }
            SpoolPosition end = i == outputs.size() - 1 ? reading.end() : lastTaken;
            PackedRecord<Outgoing> full = packer.add(new Outgoing(reading, end), outputs.get(i));
            if (full != null) {
                collect(full);
            }
        }
    }

    private @Nullable Failure hopeless(RuleResult result) {
        if (result.kind() == RuleResult.Kind.FAILED) {
            return new Failure(FailureKind.RULE_FAILED, String.valueOf(result.failure()));
        }
        for (Payload output : result.outputs()) {
            if (!packer.fits(output.size())) {
                return new Failure(
                        FailureKind.TOO_LARGE,
                        output
                                + " and what separates them are more than the "
                                + FirehoseLimits.MAX_RECORD_BYTES
                                + " bytes of a Firehose record");
            }
        }
        return null;
    }

    private void collect(PackedRecord<Outgoing> record) throws InterruptedException {
        if (!batch.tryAdd(record)) {
            dispatch();
            batch.tryAdd(record);
        }
        if (batch.isFull()) {
            dispatch();
        }
    }

    @Override
    public void flush() throws InterruptedException {
        PackedRecord<Outgoing> rest = packer.flush();
        if (rest != null) {
            collect(rest);
        }
        if (!batch.isEmpty()) {
            dispatch();
        }
    }

    private void dispatch() throws InterruptedException {
        calls.begin();
        long number = runAhead.begin();
        List<Parcel> parcels = new ArrayList<>();
        for (PackedRecord<Outgoing> record : batch.drain()) {
            List<Outgoing> readings = record.readings();
            ReleaseTracker.Stretch stretch =
                    context.begin(
                            readings.get(readings.size() - 1).end(), readings.get(0).receivedAt());
            parcels.add(new Parcel(record, stretch::complete));
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
            context.health().died(e);
        } finally {
            calls.end();
        }
    }

    @Override
    public void letGo(boolean quiet) throws InterruptedException {
        if (!isEmpty() && isDue(quiet)) {
            flush();
        }
    }

    private boolean isDue(boolean quiet) {
        return ticker.nanos() - dueNanos >= 0 || (quiet && (settings.quiet() != null || flushSoon));
    }

    @Override
    public boolean isEmpty() {
        return packer.isEmpty() && batch.isEmpty();
    }

    @Override
    public Duration patience(Duration longest) {
        if (isEmpty()) {
            return longest;
        }
        Duration left = Duration.ofNanos(Math.max(0, dueNanos - ticker.nanos()));
        @Nullable Duration quiet = flushSoon ? Duration.ZERO : settings.quiet();
        Duration wait = quiet != null && quiet.compareTo(left) < 0 ? quiet : left;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    @Override
    public int worthReading() {
        return isEmpty() || flushSoon || settings.quiet() != null ? 1 : GULP_BYTES;
    }

    @Override
    public void hurry() {
        flushSoon = true;
    }

    /**
     * Gives calls under way a second to end, and another one once they are interrupted: a call that
     * waits for a silent endpoint does not notice that, and ends with its client.
     */
    @Override
    public void close() {
        if (senders.isShutdown()) {
            return;
        }
        senders.shutdown();
        try {
            senders.awaitTermination(1, TimeUnit.SECONDS);
            context.tracker().whileNothingIsReleased(senders::shutdownNow);
            senders.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            context.tracker().whileNothingIsReleased(senders::shutdownNow);
            Thread.currentThread().interrupt();
        }
        calls.giveUp();
    }
}
