/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.OnRuleError;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.forward.DeadLetter;
import io.sluice.gateway.forward.Quarantine;
import io.sluice.gateway.forward.QuarantineException;
import io.sluice.gateway.iotcore.Endpoint;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.source.Mqtt5Source;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceEvents;
import io.sluice.gateway.source.Subscription;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.telemetry.ModeTelemetry;
import io.sluice.gateway.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what the error action of a topic rule republishes: readings that AWS IoT Core had
 * acknowledged, and whose way into Firehose failed. Each goes back into the spool, or into
 * quarantine, before its message is acknowledged.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html">AWS
 *     IoT Developer Guide, Error handling (error action)</a>
 */
final class RuleErrors implements AutoCloseable {

    /** AWS IoT Core keeps a session of MQTT 5 for no longer than seven days. */
    private static final Duration SESSION = Duration.ofDays(7);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** What AWS IoT Core sends ahead of acknowledgements, at most. */
    private static final int WINDOW = 100;

    private final GatewayConfig config;
    private final Spool spool;
    private final Quarantine quarantine;
    private final ModeTelemetry events;
    private final Ticker ticker;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "rule-errors"));
    private final ExecutorService opening =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "rule-errors-connect"));
    private volatile boolean closed;
    private volatile @Nullable Source source;
    private volatile @Nullable String problem = "not connected to AWS IoT Core yet";
    private final CompletableFuture<Void> listening = new CompletableFuture<>();

    private RuleErrors(
            GatewayConfig config,
            Spool spool,
            Quarantine quarantine,
            ModeTelemetry events,
            Ticker ticker) {
        this.config = config;
        this.spool = spool;
        this.quarantine = quarantine;
        this.events = events;
        this.ticker = ticker;
    }

    /** Begins to listen, and goes on trying. */
    static RuleErrors listen(
            GatewayConfig config,
            Supplier<Endpoint> endpoint,
            Spool spool,
            Quarantine quarantine,
            ModeTelemetry events,
            Ticker ticker) {
        RuleErrors errors = new RuleErrors(config, spool, quarantine, events, ticker);
        errors.opening.execute(() -> errors.connect(endpoint));
        return errors;
    }

    /**
     * Completes once AWS IoT Core has taken the subscription: from then on the session keeps what
     * fails while the gateway is away.
     */
    CompletionStage<Void> listening() {
        return listening;
    }

    /** Whether {@link #listening} has completed. */
    boolean hasListened() {
        return listening.isDone();
    }

    /** Why it does not hear what fails, or null. */
    @Nullable String problem() {
        Source session = source;
        String words =
                session == null || session.status().isConnected()
                        ? problem
                        : session.status().problem();
        return words == null ? null : "cannot listen to iotCore.errorTopic: " + words;
    }

    private void connect(Supplier<Endpoint> endpoint) {
        try {
            while (!closed) {
                try {
                    open(endpoint.get());
                    return;
                } catch (RuntimeException e) {
                    problem = String.valueOf(e.getMessage());
                }
                ticker.sleep(TRY_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Endpoint endpoint) {
        if ("wss".equals(endpoint.uri().getScheme())) {
            problem = "this needs a client certificate; set iotCore.tls";
            return;
        }
        SourceConfig session =
                new SourceConfig(
                        endpoint.uri(),
                        config.relayClientIdPrefix() + "-errors",
                        Protocol.MQTT5,
                        null,
                        null,
                        null,
                        config.source().keepAlive(),
                        SESSION,
                        WINDOW,
                        config.source().maxUnsettledBytes(),
                        null,
                        config.source().connectTimeout(),
                        endpoint.tls(),
                        config.source().reconnect());
        Source opened =
                new Mqtt5Source(
                        session,
                        List.of(
                                new Subscription(
                                        TopicFilter.of(
                                                Objects.requireNonNull(
                                                        config.iotCore().errorTopic())),
                                        Qos.AT_LEAST_ONCE)),
                        this::accept,
                        SourceEvents.NONE,
                        ticker);
        source = opened;
        opened.start()
                .whenComplete(
                        (done, thrown) -> {
                            problem = thrown == null ? null : String.valueOf(thrown.getMessage());
                            if (thrown == null) {
                                listening.complete(null);
                            }
                        });
    }

    /** By the network thread, which must not wait for a disk. */
    private void accept(InboundMessage message) {
        try {
            thread.execute(() -> take(message));
        } catch (RejectedExecutionException e) {
            // closing: AWS keeps it, since it is not acknowledged
        }
    }

    private void take(InboundMessage message) {
        try {
            FailedReading failed = FailedReading.read(message);
            if (failed.isReadable() && config.iotCore().onRuleError() == OnRuleError.SPOOL) {
                events.ruleFailed(failed.rule(), failed.topic(), failed.reason(), "spooled again");
                spool.append(failed.again(message));
            } else {
                events.ruleFailed(failed.rule(), failed.topic(), failed.reason(), "quarantined");
                keep(failed.letter(message, streamOf(failed.rule()), ticker.now()));
                message.receipt().settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(DeadLetter letter) throws InterruptedException {
        while (true) {
            try {
                quarantine.store(letter);
                return;
            } catch (QuarantineException e) {
                problem = e.getMessage();
                ticker.sleep(TRY_AGAIN);
            }
        }
    }

    private String streamOf(String rule) {
        return config.routes().stream()
                .filter(route -> rule.equals(route.rule().name()))
                .map(RouteConfig::stream)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        closed = true;
        opening.shutdownNow();
        Source listening = source;
        if (listening != null) {
            listening.pause();
        }
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.SECONDS);
            thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (listening != null) {
            listening.close();
        }
    }
}
