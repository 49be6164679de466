/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.destination.Carrier;
import io.sluice.localaws.firehose.process.Processing;
import io.sluice.localaws.outside.OutboundHttp;
import io.sluice.localaws.outside.StandIns;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what journals hold to where it belongs: one object, or parcels, of which those for other
 * destinations are tried until they are settled. Any thread may call. After a crash {@link
 * #deliver} of the same journal goes on where it was.
 */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Account account;
    private final BucketFolders buckets;
    private final ObjectWriter writer;
    private final Carrier carrier;
    private final ScheduledExecutorService scheduler;
    private final ExecutorService couriers =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "firehose-courier");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Map<Path, Shipment> underway = new ConcurrentHashMap<>();

    Dispatch(
            Account account,
            BucketFolders buckets,
            StandIns standIns,
            ScheduledExecutorService scheduler) {
        this.account = account;
        this.buckets = buckets;
        this.writer = new ObjectWriter(buckets);
        this.carrier = new Carrier(new OutboundHttp(), standIns);
        this.scheduler = scheduler;
    }

    /** Where functions, endpoints and secrets are. */
    StandIns standIns() {
        return carrier.standIns();
    }

    /**
     * Delivers a journal and removes it; what is for other destinations than buckets is on its way
     * when this returns.
     *
     * @throws IOException if a bucket cannot be written; the journal or its parcels are still there
     * @throws InterruptedException if local AWS is stopping; likewise
     */
    void deliver(Path journal) throws IOException, InterruptedException {
        Path parcels = JournalCutter.parcelsOf(journal);
        if (!Files.isDirectory(parcels)) {
            StreamDefinition stream = definition(journal);
            if (stream == null) {
                writer.deliver(journal);
                return;
            }
            new JournalCutter(stream, place(stream)).cut(journal);
        }
        Files.deleteIfExists(journal);
        try (Stream<Path> files = Files.list(parcels)) {
            for (Path parcel :
                    files.filter(file -> file.toString().endsWith(Journal.SUFFIX))
                            .sorted()
                            .toList()) {
                deliverParcel(parcel);
            }
        }
        removeIfSettled(parcels);
    }

    /**
     * Makes an attempt for everything of a stream that is under way.
     *
     * @param last whether the bucket takes what is not settled by it
     * @throws IOException naming how much is still under way
     */
    void settle(String stream, boolean last) throws IOException, InterruptedException {
        List<Shipment> open =
                underway.values().stream()
                        .filter(shipment -> shipment.stream().equals(stream))
                        .toList();
        for (Shipment shipment : open) {
            attempt(shipment, last);
        }
        long left = open.stream().filter(shipment -> !shipment.isDone()).count();
        if (left > 0) {
            throw new IOException(left + " requests that the destination does not take yet");
        }
    }

    /** Runs something that may wait for what is outside. */
    void execute(Runnable task) {
        try {
            couriers.execute(task);
        } catch (RejectedExecutionException e) {
            // stopping: the next start goes on
            LOG.trace("not begun", e);
        }
    }

    /** Ends all attempts; what is not settled is tried again after the next start. */
    void close() throws InterruptedException {
        couriers.shutdownNow();
        couriers.awaitTermination(AFTER_TROUBLE.toMillis() * 5, TimeUnit.MILLISECONDS);
    }

    private void deliverParcel(Path parcel) throws IOException {
        ShipmentHeader header;
        try (JournalReader reader = JournalReader.open(parcel)) {
            header =
                    ShipmentHeader.isOne(reader.headerJson())
                            ? ShipmentHeader.fromJson(reader.headerJson())
                            : null;
        }
        if (header == null) {
            writer.deliver(parcel);
            return;
        }
        Shipment shipment =
                new Shipment(
                        parcel,
                        header,
                        account.streamArn(header.stream().name()),
                        buckets,
                        carrier);
        if (underway.putIfAbsent(parcel, shipment) == null) {
            execute(() -> attemptQuietly(shipment));
        }
    }

    private void attemptQuietly(Shipment shipment) {
        try {
            Duration pause = attempt(shipment, false);
            if (!pause.isNegative()) {
                again(shipment, pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stream", shipment.stream())
                    .addKeyValue("reason", e)
                    .log("delivery failed; it is tried again");
            again(shipment, AFTER_TROUBLE);
        }
    }

    private Duration attempt(Shipment shipment, boolean last)
            throws IOException, InterruptedException {
        Duration pause = shipment.attempt(last);
        if (shipment.isDone() && underway.remove(shipment.parcel()) != null) {
            Path folder = shipment.parcel().getParent();
            if (folder != null) {
                removeIfSettled(folder);
            }
        }
        return pause;
    }

    private void again(Shipment shipment, Duration pause) {
        try {
            scheduler.schedule(
                    () -> execute(() -> attemptQuietly(shipment)),
                    pause.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // stopping: the next start goes on
            LOG.trace("not scheduled", e);
        }
    }

    private static @Nullable StreamDefinition definition(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return null;
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            return reader.headerJson() instanceof ObjectNode json && json.has("request")
                    ? StreamDefinition.fromJson(json)
                    : null;
        }
    }

    private Processing.Place place(StreamDefinition stream) {
        return new Processing.Place(
                account.streamArn(stream.name()),
                account.region(),
                carrier.http(),
                carrier.standIns());
    }

    /** A folder without parcels has nothing that matters, though a crash may have left progress. */
    private static void removeIfSettled(Path folder) throws IOException {
        boolean settled;
        try (Stream<Path> files = Files.list(folder)) {
            settled = files.noneMatch(file -> file.toString().endsWith(Journal.SUFFIX));
        } catch (NoSuchFileException e) {
            return;
        }
        if (settled) {
            JournalCutter.remove(folder);
        }
    }
}
