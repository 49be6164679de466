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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes messages from the source to the spool. A message that no route wants (the broker may
 * remember a subscription which the configuration no longer has) goes to quarantine instead, by a
 * thread of its own; it is acknowledged once it is there. Called by the network thread, never
 * waits.
 */
public final class Intake implements Consumer<InboundMessage>, AutoCloseable {

    private static final int MOST_TOPICS = 100_000;

    private final List<TopicFilter> routes;
    private final Spool spool;
    private final Quarantine quarantine;
    private final IntakeEvents events;
    private final Ticker ticker;
    private final Map<String, Boolean> wanted = new ConcurrentHashMap<>();
    private final ExecutorService unrouted =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "unrouted"));

    public Intake(
            List<TopicFilter> routes,
            Spool spool,
            Quarantine quarantine,
            IntakeEvents events,
            Ticker ticker) {
        this.routes = List.copyOf(routes);
        this.spool = spool;
        this.quarantine = quarantine;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public void accept(InboundMessage message) {
        events.received(message);
        InboundMessage counted = countingAcknowledgement(message);
        if (isWanted(message.topic())) {
            spool.append(counted);
        } else {
            events.unrouted(message.topic());
            unrouted.execute(() -> quarantine(counted));
        }
    }

    private InboundMessage countingAcknowledgement(InboundMessage message) {
        if (message.qos() == Qos.AT_MOST_ONCE) {
            return message;
        }
        Receipt receipt = message.receipt();
        return new InboundMessage(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retained(),
                message.properties(),
                message.receivedAt(),
                () -> {
                    receipt.settle();
                    events.acknowledged();
                });
    }

    private boolean isWanted(String topic) {
        Boolean known = wanted.get(topic);
        if (known == null) {
            if (wanted.size() >= MOST_TOPICS) {
                wanted.clear();
            }
            known = routes.stream().anyMatch(route -> route.matches(topic));
            wanted.put(topic, known);
        }
        return known;
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
            quarantine.store(letter);
            message.receipt().settle();
        } catch (QuarantineException e) {
            events.unroutedHeld(message.topic(), String.valueOf(e.getMessage()));
        }
    }

    /** Lets what is on its way to quarantine get there. */
    @Override
    public void close() {
        unrouted.shutdown();
        try {
            unrouted.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
