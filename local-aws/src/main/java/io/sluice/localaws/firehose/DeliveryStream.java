/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running stream: an open journal that takes records, and sealed ones that wait for delivery.
 * Any thread may call. After a crash everything that {@link #append} returned for is delivered by
 * the next start.
 */
final class DeliveryStream {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStream.class);

    /** With an interval of zero Firehose delivers "within seconds"; here in well under one. */
    private static final Duration ZERO_BUFFERING = Duration.ofMillis(250);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration RETRY = Duration.ofSeconds(1);

    // for the life of the stream
    private final StreamFolder folder;
    private final Dispatch dispatch;
    private final ScheduledExecutorService scheduler;
    private final StreamQuota quota = new StreamQuota();
    private final Queue<Path> sealed = new ConcurrentLinkedQueue<>();
    private final Object delivering = new Object();
    private final Object appending = new Object();

    // guarded by appending
    private volatile StreamDefinition definition;
    private @Nullable Journal open;
    private boolean closed;

    DeliveryStream(
            StreamDefinition definition,
            StreamFolder folder,
            Dispatch dispatch,
            ScheduledExecutorService scheduler) {
        this.definition = definition;
        this.folder = folder;
        this.dispatch = dispatch;
        this.scheduler = scheduler;
    }

    StreamDefinition definition() {
        return definition;
    }

    StreamQuota quota() {
        return quota;
    }

    /** Takes up what an earlier run left. */
    void recover() throws IOException {
        List<Path> left = folder.journals();
        if (!left.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("stream", definition.name())
                    .addKeyValue("journals", left.size())
                    .log("delivering what an earlier run accepted");
            sealed.addAll(left);
            scheduleDelivery(Duration.ZERO);
        }
    }

    /**
     * Stores the records of one call; when this returns they survive a crash.
     *
     * @return {@code false} if the stream is closed; nothing is stored then
     * @throws IOException if they could not be stored; some may be there all the same
     */
    boolean append(List<byte[]> records, Instant arrival) throws IOException {
        Journal journal;
        long position;
        synchronized (appending) {
            if (closed) {
                return false;
            }
            if (open != null && open.isBroken()) {
                seal();
            }
            journal = open == null ? begin(arrival) : open;
            position = journal.append(records, arrival);
            if (journal.payloadBytes() >= definition.plan().bufferBytes()) {
                seal();
            }
        }
        journal.awaitDurable(position);
        return true;
    }

    /** Goes on under another definition; what is buffered is delivered under the old one. */
    void change(StreamDefinition next) throws IOException {
        synchronized (appending) {
            folder.save(next);
            seal();
            definition = next;
        }
    }

    /** Whether a flush may have to wait for something outside of local AWS. */
    boolean waitsForOthers() {
        return !definition.plan().isPlain();
    }

    /**
     * Delivers everything that was accepted before this call.
     *
     * @throws IOException if something could not be delivered; it stays stored
     * @throws InterruptedException if local AWS is stopping; likewise
     */
    void flush() throws IOException, InterruptedException {
        drain();
        dispatch.settle(definition.name(), false);
    }

    /** The same, but what a destination does not take at once goes to the error prefix. */
    void finish() throws IOException, InterruptedException {
        drain();
        dispatch.settle(definition.name(), true);
    }

    private void drain() throws IOException, InterruptedException {
        synchronized (appending) {
            seal();
        }
        deliver();
    }

    /** Takes nothing more. */
    void close() {
        synchronized (appending) {
            closed = true;
        }
    }

    /** Takes records again after a {@link #close}. */
    void reopen() {
        synchronized (appending) {
            closed = false;
        }
    }

    private Journal begin(Instant arrival) throws IOException {
        Duration interval = definition.plan().interval();
        Journal journal = Journal.create(folder.newJournal(arrival), header(arrival));
        open = journal;
        schedule(() -> sealIfOpen(journal), interval.isZero() ? ZERO_BUFFERING : interval);
        return journal;
    }

    /** What a buffer will become is decided when it begins. */
    private byte[] header(Instant arrival) throws IOException {
        if (!definition.plan().isPlain()) {
            return JSON.writeValueAsBytes(definition.toJson());
        }
        S3Destination to = definition.destination();
        String key = to.keyFor(definition.name(), definition.version(), arrival, UUID.randomUUID());
        return new JournalHeader(to.bucket(), key, to.compression()).toBytes();
    }

    private void sealIfOpen(Journal journal) {
        synchronized (appending) {
            if (open == journal) {
                seal();
            }
        }
    }

    private void seal() {
        if (open != null) {
            open.seal();
            sealed.add(open.file());
            open = null;
            scheduleDelivery(Duration.ZERO);
        }
    }

    private void deliver() throws IOException, InterruptedException {
        synchronized (delivering) {
            Path journal;
            while ((journal = sealed.peek()) != null) {
                dispatch.deliver(journal);
                sealed.remove();
            }
        }
    }

    private void deliverQuietly() {
        try {
            deliver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stream", definition.name())
                    .addKeyValue("reason", e)
                    .log("delivery failed; it is tried again");
            scheduleDelivery(RETRY);
        }
    }

    private void scheduleDelivery(Duration delay) {
        // functions may be slow, and the scheduler's threads are for all streams
        schedule(
                waitsForOthers()
                        ? () -> dispatch.execute(this::deliverQuietly)
                        : this::deliverQuietly,
                delay);
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // stopping: the last flush delivers
            LOG.trace("not scheduled", e);
        }
    }
}
