/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the source to the spool. A message that no route wants (the broker may
 * remember a subscription which the configuration no longer has) goes to quarantine instead, by a
 * thread of its own; it is acknowledged once it is there. Called by the network thread, never
 * waits.
 */
public final class Intake implements Consumer<InboundMessage>, AutoCloseable {

    /** QoS 0 messages that find more than this waiting for quarantine are dropped. */
    private static final long MOST_WAITING_BYTES = 8L << 20;

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

    private final RouteMatcher routes;
    private final Spool spool;
    private final Quarantine quarantine;
    private final IntakeEvents events;
    private final Ticker ticker;
    private final ExecutorService unrouted =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "unrouted"));
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile @Nullable String problem;

    public Intake(
            List<TopicFilter> routes,
            Spool spool,
            Quarantine quarantine,
            IntakeEvents events,
            Ticker ticker) {
        List<TopicFilter> filters = List.copyOf(routes);
        this.routes =
                new RouteMatcher(
                        topic -> filters.stream().anyMatch(filter -> filter.matches(topic)));
        this.spool = spool;
        this.quarantine = quarantine;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public void accept(InboundMessage message) {
        events.received(message);
        InboundMessage counted = countingAcknowledgement(message);
        if (routes.matches(message.topic())) {
            spool.append(counted);
        } else {
            events.unrouted(message.topic());
            quarantineSoon(counted);
        }
    }

    /** Why messages that no route wants are held back, and with them all behind them, or null. */
    public @Nullable String problem() {
        return problem;
    }

    /** What comes at QoS 1 and 2 is bounded by the broker's window; QoS 0 by us. */
    private void quarantineSoon(InboundMessage message) {
        long bytes = message.topic().length() + (long) message.payload().size();
        if (message.qos() == Qos.AT_MOST_ONCE && waitingBytes.get() > MOST_WAITING_BYTES) {
            events.dropped(message.topic(), "no route wants it, and quarantine is behind");
            return;
        }
        waitingBytes.addAndGet(bytes);
        unrouted.execute(
                () -> {
                    quarantine(message);
                    waitingBytes.addAndGet(-bytes);
                });
    }

    private InboundMessage countingAcknowledgement(InboundMessage message) {
        if (message.qos() == Qos.AT_MOST_ONCE) {
            return message;
        }
        Receipt receipt = message.receipt();
        return message.withReceipt(
                () -> {
                    receipt.settle();
                    events.acknowledged();
                });
    }

    private void quarantine(InboundMessage message) {
        DeadLetter letter =
                new DeadLetter(
                        "",
                        "",
                        "no-route",
                        "no route of the configuration matches this topic; the broker session still has an older subscription",
                        ticker.now(),
                        message.topic(),
                        message.qos(),
                        message.retained(),
                        message.properties(),
                        message.receivedAt(),
                        message.payload());
        try {
            storeAtLast(letter);
            message.receipt().settle();
        } catch (InterruptedException e) {
            // the broker keeps it, and sends it again in the next session
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Acknowledgements leave in the order of arrival: while this one is withheld, so are all behind
     * it. So it is tried until quarantine has room again.
     */
    private void storeAtLast(DeadLetter letter) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                quarantine.store(letter);
                problem = null;
                return;
            } catch (QuarantineException e) {
                String reason = String.valueOf(e.getMessage());
                problem =
                        "a message on topic "
                                + letter.topic()
                                + ", which no route wants, cannot be quarantined: "
                                + reason;
                events.unroutedHeld(letter.topic(), reason);
                ticker.sleep(BACKOFF.before(attempt, ThreadLocalRandom.current()));
            }
        }
    }

    /** Lets what is on its way to quarantine get there, if quarantine takes it. */
    @Override
    public void close() {
        unrouted.shutdown();
        try {
            if (problem != null || !unrouted.awaitTermination(5, TimeUnit.SECONDS)) {
                unrouted.shutdownNow();
                unrouted.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            unrouted.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
