/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.spool.Origin;
import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.spool.Wanted;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One route's way out of the spool. Its thread {@code lane-ROUTE} reads the log in order and gives
 * what the route's filter takes to the {@link Way}. A position is released once everything before
 * it was accepted or quarantined, so a crash at any moment sends again at most what was under way.
 */
public final class Lane implements AutoCloseable {

    private static final int READ_BYTES = 256 << 10;

    /** The longest look at an empty log, so that a stop or a drain is noticed soon. */
    private static final Duration LONGEST_READ = Duration.ofMillis(50);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final LaneContext context;
    private final SpoolCursor cursor;
    private final Way way;
    private final RouteMatcher matcher;
    private final Wanted ours = this::isOurs;
    private final Ticker ticker;
    private final Thread reader;
    private final CountDownLatch handedOn = new CountDownLatch(1);

    private volatile boolean stopping;
    private volatile boolean settling;

    public Lane(
            LaneSettings settings,
            SpoolCursor cursor,
            WayOut wayOut,
            Quarantine quarantine,
            LaneEvents events,
            Ticker ticker) {
        this.cursor = cursor;
        this.ticker = ticker;
        this.context =
                new LaneContext(
                        settings,
                        cursor.position(),
                        cursor::release,
                        cursor::again,
                        quarantine,
                        events,
                        ticker);
        this.matcher = new RouteMatcher(settings.filter()::matches);
        this.way = wayOut.open(context, cursor.position());
        this.reader = new Thread(this::run, "lane-" + settings.route());
    }

    /** Begins where the lane's last release left it. Call once. */
    public void start() {
        reader.start();
    }

    /** How it does now. */
    public LaneStatus status() {
        LaneHealth health = context.health();
        return new LaneStatus(
                context.lane().route(),
                context.lane().stream(),
                health.state(),
                health.failure(),
                health.failingFor(),
                cursor.bytesBehind(),
                context.tracker().size(),
                context.tracker().oldest());
    }

    /** From now on what was read leaves at once, however little it is. */
    public void hurry() {
        way.hurry();
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
            ticker.sleep(LOOK_AGAIN);
        }
        close();
        return cursor.bytesBehind() == 0;
    }

    /** Takes nothing more from the spool; to be followed by {@link #settle}. */
    public void readNoFurther() {
        settling = true;
        hurry();
    }

    /**
     * Reads no further, lets what was read leave, at most until {@code timeout}, and stops; what
     * has not left by then stays in the spool, and may have been accepted all the same.
     *
     * @return how many stretches of the log were still under way: 0 if all was settled
     */
    public int settle(Duration timeout) throws InterruptedException {
        long begun = ticker.nanos();
        readNoFurther();
        while (ticker.nanos() - begun < timeout.toNanos()
                && (handedOn.getCount() > 0 || context.tracker().size() > 0)) {
            ticker.sleep(LOOK_AGAIN);
        }
        close();
        return context.tracker().size();
    }

    /**
     * Stops at once; calls under way are given a second to end, or none if the calling thread is
     * interrupted. Idempotent.
     */
    @Override
    public void close() {
        stopping = true;
        context.tracker().whileNothingIsReleased(reader::interrupt);
        way.close();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cursor.close();
    }

    private void run() {
        try {
            while (!stopping && !settling && !context.health().isDead()) {
                step();
            }
            if (settling) {
                way.flush();
            }
        } catch (InterruptedException e) {
            if (!stopping) {
                context.health().died(e);
            }
        } catch (RuntimeException | Error e) {
            if (!stopping) {
                context.health().died(e);
            }
        } finally {
            handedOn.countDown();
        }
    }

    /** What was imported is for the routes that it was exported for, whatever others match. */
    private boolean isOurs(String topic, @Nullable Origin origin) {
        return origin == null
                ? matcher.matches(topic)
                : origin.routes().contains(context.lane().route());
    }

    private void step() throws InterruptedException {
        List<SpooledMessage> messages;
        SpoolPosition before = cursor.position();
        try {
            Duration patience = way.patience(LONGEST_READ);
            cursor.await(way.worthReading(), patience);
            messages = cursor.read(READ_BYTES, Duration.ZERO, ours);
            context.health().spoolReads();
        } catch (SpoolException e) {
            way.flush();
            context.health()
                    .spoolFails(new Failure(FailureKind.UNKNOWN, String.valueOf(e.getMessage())));
            ticker.sleep(context.lane().backoff().max());
            return;
        }
        for (SpooledMessage message : messages) {
            if (settling) {
                return; // the next lane reads the rest again
            }
            way.take(message);
        }
        way.letGo(cursor.position().equals(before));
        if (way.isEmpty()) {
            context.skipTo(cursor.position());
        }
    }
}
