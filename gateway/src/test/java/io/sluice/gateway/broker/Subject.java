/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import static org.awaitility.Awaitility.await;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.source.Mqtt3Source;
import io.sluice.gateway.source.Mqtt5Source;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceEvents;
import io.sluice.gateway.source.Subscription;
import io.sluice.gateway.time.Ticker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The gateway's source, and what it has taken; settles what it is told to, and nothing else. */
final class Subject implements AutoCloseable {

    private static final Duration CATCHING_UP = Duration.ofMillis(400);

    private final Source source;
    private final CompletableFuture<Void> established;

    // under this object's monitor
    private final List<InboundMessage> taken = new ArrayList<>();
    private final Deque<InboundMessage> unsettled = new ArrayDeque<>();
    private final List<Boolean> sessionsPresent = new ArrayList<>();
    private final List<String> disconnects = new ArrayList<>();
    private int mostUnsettled;
    private int overruns;
    private boolean settlesAtOnce;

    private Subject(SourceConfig config, String filter) {
        List<Subscription> wanted =
                List.of(new Subscription(TopicFilter.of(filter), Qos.AT_LEAST_ONCE));
        SourceEvents events = new Events();
        source =
                config.protocol() == Protocol.MQTT5
                        ? new Mqtt5Source(config, wanted, this::take, events, Ticker.SYSTEM)
                        : new Mqtt3Source(config, wanted, this::take, events, Ticker.SYSTEM);
        established = source.start().toCompletableFuture();
    }

    /**
     * Connects.
     *
     * @param settings of the section {@code source}, in YAML's flow style, beside the broker
     */
    static Subject start(URI broker, String filter, String settings) {
        String yaml =
                """
                source: {broker: '%s', %s}
                routes: [{name: all, filter: '#', stream: any}]
                aws: {region: eu-west-1}
                """
                        .formatted(broker, settings);
        return new Subject(ConfigLoader.parse(yaml, Map.of()).source(), filter);
    }

    /** Waits until the broker has taken the subscription. */
    Subject established() {
        established.orTimeout(BrokerContract.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return this;
    }

    CompletionStage<Void> start() {
        return established;
    }

    private synchronized void take(InboundMessage message) {
        taken.add(message);
        if (settlesAtOnce) {
            message.receipt().settle();
            return;
        }
        unsettled.add(message);
        mostUnsettled = Math.max(mostUnsettled, unsettled.size());
    }

    /** The payloads, in the order in which they came. */
    synchronized List<String> texts() {
        return taken.stream()
                .map(m -> new String(m.payload().toByteArray(), StandardCharsets.UTF_8))
                .toList();
    }

    synchronized List<InboundMessage> taken() {
        return List.copyOf(taken);
    }

    void awaitTaken(int count) {
        await().atMost(BrokerContract.PATIENCE).until(() -> taken().size() >= count);
    }

    /** The oldest ones. */
    synchronized void settle(int count) {
        for (int i = 0; i < count && !unsettled.isEmpty(); i++) {
            unsettled.remove().receipt().settle();
        }
    }

    synchronized void settleTheLast() {
        unsettled.removeLast().receipt().settle();
    }

    /** All that is unsettled, and from now on each as it comes. */
    synchronized void settleAll() {
        settlesAtOnce = true;
        settle(unsettled.size());
    }

    synchronized int mostUnsettled() {
        return mostUnsettled;
    }

    synchronized int overruns() {
        return overruns;
    }

    /** Whether the broker still had the session, at each connect. */
    synchronized List<Boolean> sessionsPresent() {
        return List.copyOf(sessionsPresent);
    }

    synchronized List<String> disconnects() {
        return List.copyOf(disconnects);
    }

    void awaitConnects(int count) {
        await().atMost(BrokerContract.PATIENCE)
                .until(() -> sessionsPresent().size() >= count && source.status().isConnected());
    }

    /** Why it is not connected; empty if it is. */
    String problem() {
        return String.valueOf(source.status().problem()).replace("null", "");
    }

    @Override
    public void close() {
        boolean mayHaveJustSettled;
        synchronized (this) {
            mayHaveJustSettled = settlesAtOnce && !taken.isEmpty();
        }
        if (mayHaveJustSettled) {
            // Artemis ends a session at DISCONNECT before it has worked through the
            // acknowledgements in front of it, and sends those readings again
            await().pollDelay(CATCHING_UP).until(() -> true);
        }
        source.close();
    }

    private final class Events implements SourceEvents {

        @Override
        public void connected(String broker, boolean sessionPresent) {
            synchronized (Subject.this) {
                sessionsPresent.add(sessionPresent);
            }
        }

        @Override
        public void disconnected(String broker, String reason, int attempt, long retryMillis) {
            synchronized (Subject.this) {
                disconnects.add(reason);
            }
        }

        @Override
        public void overrun(String broker, int mostUnacknowledged) {
            synchronized (Subject.this) {
                overruns++;
            }
        }
    }
}
