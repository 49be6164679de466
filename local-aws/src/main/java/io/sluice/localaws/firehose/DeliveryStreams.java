/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.outside.StandIns;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All delivery streams of an account in a region. Any thread may call. Streams and accepted records
 * survive a crash; {@link #close} delivers what is buffered.
 */
public final class DeliveryStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStreams.class);

    /** How long a stop waits for functions and destinations. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // for the life of the service
    private final Account account;
    private final Path root;
    private final Clock clock;
    private final Duration activation;
    private final Dispatch dispatch;
    private final Intake intake;
    private final Meter meter = new Meter();
    private final List<AcceptanceListener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentSkipListMap<String, DeliveryStream> streams =
            new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService scheduler = scheduler();

    /** The same with nothing outside: transformations and other destinations are refused. */
    public DeliveryStreams(
            Account account,
            Path root,
            BucketFolders buckets,
            Faults faults,
            Duration activation,
            Clock clock)
            throws IOException {
        this(account, root, buckets, faults, StandIns.NONE, activation, clock);
    }

    /**
     * Opens the streams that an earlier run left and delivers what it had accepted.
     *
     * @param account whose streams
     * @param root where their folders are
     * @param buckets where they deliver to
     * @param faults how they fail
     * @param standIns where functions, endpoints and secrets are
     * @param activation how long a new stream is CREATING
     * @param clock for arrival times
     * @throws IOException if the folders cannot be read
     */
    public DeliveryStreams(
            Account account,
            Path root,
            BucketFolders buckets,
            Faults faults,
            StandIns standIns,
            Duration activation,
            Clock clock)
            throws IOException {
        this.account = account;
        this.root = Files.createDirectories(root);
        this.clock = clock;
        this.activation = activation;
        this.dispatch = new Dispatch(account, buckets, standIns, scheduler);
        this.intake = new Intake(faults, account.region());
        for (StreamFolder folder : StreamFolder.in(root)) {
            open(folder);
        }
    }

    /**
     * Makes a stream.
     *
     * @param request as CreateDeliveryStream takes it
     * @return its ARN
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    public synchronized String create(ObjectNode request) {
        StreamDefinition definition = read(request, null);
        if (streams.containsKey(definition.name())) {
            throw AwsFailure.client(
                    "ResourceInUseException",
                    "Firehose "
                            + definition.name()
                            + " under accountId "
                            + account.id()
                            + " already exists");
        }
        StreamFolder folder = new StreamFolder(root.resolve(definition.name()));
        try {
            folder.save(definition);
        } catch (IOException e) {
            throw stored(e);
        }
        streams.put(definition.name(), new DeliveryStream(definition, folder, dispatch, scheduler));
        LOG.atInfo().addKeyValue("stream", definition.name()).log("delivery stream created");
        return account.streamArn(definition.name());
    }

    /**
     * Makes a stream, or changes the one of that name; its version grows only if something changed.
     *
     * @return its ARN
     */
    public synchronized String createOrChange(ObjectNode request) {
        String name = request.path("DeliveryStreamName").asText();
        DeliveryStream existing = streams.get(name);
        if (existing == null) {
            return create(request);
        }
        if (!existing.definition().request().equals(request)) {
            try {
                existing.change(read(request, existing.definition()));
            } catch (IOException e) {
                throw stored(e);
            }
            LOG.atInfo().addKeyValue("stream", name).log("delivery stream changed");
        }
        return account.streamArn(name);
    }

    /** Refuses what {@link #create} would refuse, and makes nothing. */
    public void validate(ObjectNode request) {
        read(request, null);
    }

    /** Refuses what cannot be the name of a stream. */
    public void validateName(String name) {
        StreamDefinition.checkName(name);
    }

    /**
     * Whether streams with this kind of destination deliver something here.
     *
     * @param destinationConfiguration such as {@code ExtendedS3DestinationConfiguration}
     */
    public static boolean deliversTo(String destinationConfiguration) {
        return StreamDefinition.deliversTo(destinationConfiguration);
    }

    /**
     * What is missing for a stream to reach its destination here, with the remedy; empty if nothing
     * is.
     *
     * @param request as {@link #create} takes it
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    public Optional<String> missingFor(ObjectNode request) {
        Instant now = clock.instant();
        return Optional.ofNullable(StreamDefinition.read(request, 1, now, now).plan().destination())
                .flatMap(destination -> destination.missing(dispatch.standIns()));
    }

    /** Delivers what the stream holds and removes it. */
    public synchronized void delete(String name) {
        DeliveryStream stream = find(name);
        if (isCreating(stream)) {
            throw AwsFailure.client(
                    "ResourceInUseException",
                    "Firehose " + name + " under accountId " + account.id() + " is being created");
        }
        stream.close();
        try {
            stream.finish();
            new StreamFolder(root.resolve(name)).delete();
        } catch (IOException e) {
            stream.reopen();
            throw stored(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stream.reopen();
            throw AwsFailure.internal("Local AWS is stopping.");
        }
        streams.remove(name);
        LOG.atInfo().addKeyValue("stream", name).log("delivery stream deleted");
    }

    /** The {@code DeliveryStreamDescription} of a stream. */
    public ObjectNode describe(String name) {
        DeliveryStream stream = find(name);
        return StreamDescription.of(
                stream.definition(),
                account.streamArn(name),
                isCreating(stream) ? "CREATING" : "ACTIVE");
    }

    /** All names, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(streams.keySet());
    }

    /** Delivers everything that was accepted before this call. */
    public void flush() {
        flushAll(streams.values());
    }

    private static void flushAll(Collection<DeliveryStream> streams) {
        List<String> failed = new ArrayList<>();
        for (DeliveryStream stream : streams) {
            try {
                stream.flush();
            } catch (IOException e) {
                failed.add(stream.definition().name() + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed.add(stream.definition().name() + ": interrupted");
                break;
            }
        }
        if (!failed.isEmpty()) {
            throw new UncheckedIOException(
                    new IOException("not delivered: " + String.join("; ", failed)));
        }
    }

    /** What went in, by stream. */
    public SortedMap<String, Usage> usage() {
        return meter.snapshot();
    }

    /** Calls this listener for every accepted put from now on. */
    public void onAccepted(AcceptanceListener listener) {
        listeners.add(listener);
    }

    /** Takes nothing more and delivers what is buffered; what cannot be delivered stays stored. */
    @Override
    public void close() {
        streams.values().forEach(DeliveryStream::close);
        // not shutdownNow: an object that is being written is finished
        scheduler.shutdown();
        Map<Boolean, List<DeliveryStream>> byPatience =
                streams.values().stream()
                        .collect(Collectors.partitioningBy(DeliveryStream::waitsForOthers));
        flushLast(byPatience.getOrDefault(false, List.of()));
        try {
            flushInTime(byPatience.getOrDefault(true, List.of()));
            dispatch.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void flushLast(Collection<DeliveryStream> last) {
        try {
            flushAll(last);
        } catch (UncheckedIOException e) {
            LOG.atError()
                    .addKeyValue("reason", e.getMessage())
                    .log("stopping with records that are delivered by the next start");
        }
    }

    /** What is outside may be slow, or gone: stopping does not wait for it any longer. */
    private void flushInTime(List<DeliveryStream> others) throws InterruptedException {
        CountDownLatch flushed = new CountDownLatch(others.size());
        for (DeliveryStream stream : others) {
            dispatch.execute(
                    () -> {
                        flushLast(List.of(stream));
                        flushed.countDown();
                    });
        }
        if (!flushed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atWarn().log("stopping before everything has an answer; the next start goes on");
        }
    }

    /** Judges and stores a put. */
    List<Verdict> put(PutRequest put) {
        DeliveryStream stream = find(put.stream());
        if (isCreating(stream)) {
            throw notFound(put.stream());
        }
        if (intake.throttlesCall(put.stream())) {
            meter.throttled(put.stream(), put.records().size());
            throw AwsFailure.slowDown();
        }
        List<Verdict> verdicts = intake.judge(put, stream.quota(), System.nanoTime());
        List<byte[]> accepted = new ArrayList<>(verdicts.size());
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) == Verdict.ACCEPTED) {
                accepted.add(put.records().get(i));
            }
        }
        if (!accepted.isEmpty()) {
            store(stream, accepted);
        }
        meter.accepted(put.stream(), accepted, verdicts.size() - accepted.size());
        return verdicts;
    }

    private void store(DeliveryStream stream, List<byte[]> records) {
        String name = stream.definition().name();
        Instant arrival = clock.instant();
        try {
            if (!stream.append(records, arrival)) {
                throw notFound(name);
            }
        } catch (IOException e) {
            meter.failed(name, records.size());
            throw stored(e);
        }
        List<byte[]> seen = List.copyOf(records);
        for (AcceptanceListener listener : listeners) {
            try {
                listener.accepted(name, seen, arrival);
            } catch (RuntimeException e) {
                // the records are stored: the caller must not be told otherwise
                LOG.atError().setCause(e).log("a listener failed");
            }
        }
    }

    private static ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        2,
                        task -> {
                            Thread thread = new Thread(task, "firehose-delivery");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private void open(StreamFolder folder) throws IOException {
        StreamDefinition definition;
        try {
            definition = folder.load().orElse(null);
        } catch (AwsFailure | IllegalArgumentException e) {
            throw new IOException(folder.path() + ": " + e.getMessage(), e);
        }
        if (definition == null) {
            for (Path journal : folder.journals()) {
                deliverRest(journal);
            }
            folder.delete();
            return;
        }
        DeliveryStream stream = new DeliveryStream(definition, folder, dispatch, scheduler);
        stream.recover();
        streams.put(definition.name(), stream);
    }

    /** What a stream held that was deleted, but not to the end. */
    private void deliverRest(Path journal) throws IOException {
        try {
            dispatch.deliver(journal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.valueOf(e.getMessage()));
        }
    }

    private StreamDefinition read(ObjectNode request, @Nullable StreamDefinition before) {
        Instant now = clock.instant();
        StreamDefinition definition =
                before == null
                        ? StreamDefinition.read(request, 1, now, now)
                        : StreamDefinition.read(
                                request, before.version() + 1, before.createdAt(), now);
        definition
                .plan()
                .missing(dispatch.standIns())
                .ifPresent(
                        missing -> {
                            throw AwsFailure.unsupported("this stream as it is: " + missing);
                        });
        return definition;
    }

    private DeliveryStream find(String name) {
        DeliveryStream stream = streams.get(name);
        if (stream == null) {
            throw notFound(name);
        }
        return stream;
    }

    private boolean isCreating(DeliveryStream stream) {
        return clock.instant().isBefore(stream.definition().createdAt().plus(activation));
    }

    private AwsFailure notFound(String name) {
        return AwsFailure.client(
                "ResourceNotFoundException",
                "Firehose " + name + " under account " + account.id() + " not found.");
    }

    private static AwsFailure stored(IOException e) {
        LOG.atError().addKeyValue("reason", e).log("the data directory cannot be written");
        return AwsFailure.internal("The data directory cannot be written: " + e.getMessage());
    }
}
