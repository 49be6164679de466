/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

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

    private static final Duration RETRY = Duration.ofSeconds(1);

    // for the life of the stream
    private final StreamFolder folder;
    private final ObjectWriter writer;
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
            ObjectWriter writer,
            ScheduledExecutorService scheduler) {
        this.definition = definition;
        this.folder = folder;
        this.writer = writer;
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
            schedule(this::deliverQuietly, Duration.ZERO);
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
            if (journal.payloadBytes() >= definition.destination().bufferBytes()) {
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

    /** Delivers everything that was accepted before this call. */
    void flush() throws IOException {
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
        S3Destination to = definition.destination();
        String key = to.keyFor(definition.name(), definition.version(), arrival, UUID.randomUUID());
        Journal journal =
                Journal.create(
                        folder.newJournal(arrival),
                        new JournalHeader(to.bucket(), key, to.compression()));
        open = journal;
        schedule(
                () -> sealIfOpen(journal), to.interval().isZero() ? ZERO_BUFFERING : to.interval());
        return journal;
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
            schedule(this::deliverQuietly, Duration.ZERO);
        }
    }

    private void deliver() throws IOException {
        synchronized (delivering) {
            Path journal;
            while ((journal = sealed.peek()) != null) {
                writer.deliver(journal);
                sealed.remove();
            }
        }
    }

    private void deliverQuietly() {
        try {
            deliver();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stream", definition.name())
                    .addKeyValue("reason", e)
                    .log("delivery failed; it is tried again");
            schedule(this::deliverQuietly, RETRY);
        }
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
