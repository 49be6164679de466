/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import io.sluice.gateway.mqtt.NetworkThread;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundMessage;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.supervision.Deaths;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages to AWS IoT Core at QoS 1 over as many connections as the rate needs: AWS takes
 * 100 publishes and 512 KB a second on one. A connection more is opened whenever a message finds
 * none that may send now, unless most wait for acknowledgements: then AWS is slow, and connections
 * do not help. One that was idle for a minute is given up; one always stays. Any thread.
 */
public final class Relay implements Publisher, AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration LOOK_AFTER = Duration.ofMillis(250);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    // for the life of the relay
    private final RelaySettings settings;
    private final RelayEvents events;
    private final Ticker ticker;
    private final NetworkThread network = new NetworkThread("mqtt-relay");
    private final ScheduledExecutorService upkeep;
    private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();

    // under this object's monitor
    private final List<RelayConnection> open = new ArrayList<>();
    private final BitSet numbers = new BitSet();
    private boolean opening;
    private int failuresInARow;
    private long notBefore;
    private @Nullable Failure failure;
    private boolean closed;
    private int next;

    private Relay(RelaySettings settings, RelayEvents events, Ticker ticker) {
        this.settings = settings;
        this.events = events;
        this.ticker = ticker;
        this.notBefore = ticker.nanos();
        this.upkeep =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "relay-upkeep");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Begins to connect, and goes on trying. */
    public static Relay start(RelaySettings settings, RelayEvents events, Ticker ticker) {
        Relay relay = new Relay(settings, events, ticker);
        relay.lookAfter();
        relay.upkeep.scheduleWithFixedDelay(
                Deaths.unsilenced(relay::lookAfter),
                LOOK_AFTER.toMillis(),
                LOOK_AFTER.toMillis(),
                TimeUnit.MILLISECONDS);
        return relay;
    }

    /**
     * Waits until AWS IoT Core has taken or refused the first connection.
     *
     * @return what is wrong, or null if there is a connection
     */
    public @Nullable Failure awaitConnection(Duration timeout) throws InterruptedException {
        try {
            firstAnswer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            // what is wrong, if anything, is in problem()
        }
        synchronized (this) {
            if (!open.isEmpty()) {
                return null;
            }
            return failure == null
                    ? new Failure(
                            FailureKind.TIMEOUT,
                            "AWS IoT Core does not answer within " + timeout.toSeconds() + " s")
                    : failure;
        }
    }

    @Override
    public @Nullable Failure hopeless(String topic, OutboundMessage message) {
        return IotCoreLimits.hopeless(topic, message);
    }

    @Override
    public @Nullable CompletionStage<Verdict> publish(OutboundMessage message, Duration timeout)
            throws InterruptedException {
        int size = message.topic().length() + message.payload().size();
        RelayConnection.Reservation place = reserve(size, ticker.nanos() + timeout.toNanos());
        if (place == null) {
            return null;
        }
        return place.publish(message)
                .handle(
                        (result, thrown) -> {
                            answered(place);
                            return PublishAnswer.verdict(result, thrown);
                        });
    }

    private synchronized RelayConnection.@Nullable Reservation reserve(int size, long deadline)
            throws InterruptedException {
        while (!closed) {
            long now = ticker.nanos();
            long shortest = Long.MAX_VALUE;
            int full = 0;
            for (int i = 0; i < open.size(); i++) {
                RelayConnection candidate = open.get((next + i) % open.size());
                long wait = candidate.waitFor(size, now);
                if (wait == 0) {
                    next = (next + i + 1) % open.size();
                    return candidate.reserve(size, now);
                }
                full += candidate.isFull() ? 1 : 0;
                shortest = Math.min(shortest, wait);
            }
            if (full * 2 <= open.size()) {
                openOneMore(now);
            }
            long left = deadline - now;
            if (left <= 0) {
                return null;
            }
            long nanos = Math.min(left, shortest);
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        return null;
    }

    private synchronized void answered(RelayConnection.Reservation place) {
        place.release();
        failure = null;
        notifyAll();
    }

    @Override
    public synchronized @Nullable Failure problem() {
        return open.isEmpty() ? failure : null;
    }

    /** How many connections are open. */
    public synchronized int connections() {
        return open.size();
    }

    /** Under the monitor. */
    private void openOneMore(long now) {
        if (opening || closed || open.size() >= settings.maxConnections() || now - notBefore < 0) {
            return;
        }
        opening = true;
        upkeep.execute(Deaths.unsilenced(this::connect));
    }

    private void connect() {
        int number;
        synchronized (this) {
            number = numbers.nextClearBit(0);
            numbers.set(number);
        }
        String clientId = settings.clientIdPrefix() + "-" + number;
        Session session = new Session(number, clientId);
        try {
            RelayConnection connection =
                    new RelayConnection(
                            settings.endpoint().get(),
                            clientId,
                            network,
                            ticker.nanos(),
                            session::ended);
            session.connection = connection;
            connection.open().whenComplete((answer, thrown) -> session.answered(thrown));
        } catch (RuntimeException e) {
            session.answered(e);
        }
    }

    /** Opens the connection that always stays, gives up idle and silent ones. */
    private void lookAfter() {
        List<RelayConnection> silent = new ArrayList<>();
        RelayConnection idle = null;
        synchronized (this) {
            long now = ticker.nanos();
            if (open.isEmpty()) {
                openOneMore(now);
            }
            for (RelayConnection connection : open) {
                if (connection.oldestNanos(now) > settings.acknowledgeTimeout().toNanos()) {
                    silent.add(connection);
                } else if (open.size() > 1 && connection.idleNanos(now) > IDLE.toNanos()) {
                    idle = connection;
                }
            }
            open.removeAll(silent);
            if (idle != null) {
                open.remove(idle);
            }
        }
        for (RelayConnection connection : silent) {
            events.ended(
                    connection.clientId(),
                    "no acknowledgement for " + settings.acknowledgeTimeout().toSeconds() + " s",
                    connections());
            connection.end();
        }
        if (idle != null) {
            idle.end();
        }
    }

    /** One connection's place in the pool, from the attempt to its end. */
    private final class Session {
        private final int number;
        private final String clientId;
        private @Nullable RelayConnection connection;

        // under the relay's monitor
        private boolean established;
        private boolean gone;

        Session(int number, String clientId) {
            this.number = number;
            this.clientId = clientId;
        }

        void answered(@Nullable Throwable thrown) {
            if (thrown != null) {
                ended(thrown);
                return;
            }
            RelayConnection opened = connection;
            int count;
            boolean tooLate;
            synchronized (Relay.this) {
                if (gone || opened == null) {
                    return;
                }
                established = true;
                opening = false;
                failuresInARow = 0;
                failure = null;
                tooLate = closed;
                if (!tooLate) {
                    open.add(opened);
                }
                count = open.size();
                Relay.this.notifyAll();
            }
            if (tooLate) {
                opened.end();
                return;
            }
            firstAnswer.complete(null);
            events.opened(clientId, count);
        }

        void ended(Throwable cause) {
            Failure why = PublishAnswer.failure(cause);
            int count;
            boolean told;
            synchronized (Relay.this) {
                if (gone) {
                    return;
                }
                gone = true;
                numbers.clear(number);
                boolean wasOpen = open.remove(connection);
                told = wasOpen || !established;
                if (!established) {
                    opening = false;
                    failuresInARow++;
                    notBefore = ticker.nanos() + pause().toNanos();
                }
                if (told) {
                    failure = why;
                }
                count = open.size();
                Relay.this.notifyAll();
            }
            firstAnswer.complete(null);
            if (told) {
                events.ended(clientId, why.message(), count);
            }
        }
    }

    private Duration pause() {
        long factor = 1L << Math.min(20, failuresInARow - 1);
        Duration pause = settings.firstPause().multipliedBy(factor);
        return pause.compareTo(settings.longestPause()) < 0 ? pause : settings.longestPause();
    }

    /** Ends all connections; what is under way fails. Idempotent, bounded. */
    @Override
    public void close() {
        List<RelayConnection> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(open);
            open.clear();
            notifyAll();
        }
        upkeep.shutdownNow();
        List<CompletableFuture<Void>> ending = new ArrayList<>();
        for (RelayConnection connection : all) {
            CompletableFuture<Void> end = connection.end();
            if (end != null) {
                ending.add(end);
            }
        }
        try {
            CompletableFuture.allOf(ending.toArray(new CompletableFuture<?>[0]))
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            // broken already, or AWS does not answer: nothing of ours stays there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
