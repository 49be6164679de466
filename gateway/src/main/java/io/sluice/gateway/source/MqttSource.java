/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import io.netty.channel.Channel;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.mqtt.NetworkThread;
import io.sluice.gateway.mqtt.TlsSettings;
import io.sluice.gateway.source.SubscriptionKeeper.Wish;
import io.sluice.gateway.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of both MQTT versions have in common: when to connect again, when to give up,
 * when to subscribe. Messages are handed on by the client's network thread, which must not be made
 * to wait.
 *
 * <p>Messages of QoS 0 and 1 come by the {@link PublishTaker} of each connection, those of QoS 2 by
 * the client's flow. That is registered before the first connect, and again whenever the session is
 * lost: the client ends the flow with the session, and acknowledges by itself what comes while
 * there is none.
 */
abstract class MqttSource implements Source {

    /** The client waits a tenth longer than the session expiry before it ends the session. */
    private static final double CLIENT_EXPIRY_FACTOR = 1.1;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    /** A shorter one is not worth telling: the disk is behind for a moment. */
    private static final Duration LONG_STANDSTILL = Duration.ofSeconds(1);

    private static final Duration SUBSCRIBE_AGAIN = Duration.ofSeconds(5);

    // for the life of the source
    final NetworkThread network = new NetworkThread("mqtt-source");
    final SourceConfig config;
    final List<Subscription> subscriptions;
    private final Consumer<InboundMessage> sink;
    final SourceEvents events;
    final Ticker ticker;
    private final ReconnectPause pause;
    private final CompletableFuture<Void> established = new CompletableFuture<>();

    private final int mostUnacknowledged;
    private final PublishWindow window;
    private final Object handingOn = new Object();

    // for the life of one client
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean clientEverConnected;

    private final SubscriptionKeeper keeper = new SubscriptionKeeper(new Asking());

    /** Why there is no connection. */
    private volatile @Nullable String problem;

    private volatile boolean everConnected;
    private volatile long disconnectedAtNanos;

    private volatile @Nullable Throwable death;
    private volatile boolean paused;
    private volatile boolean closed;

    MqttSource(
            SourceConfig config,
            int mostUnacknowledged,
            List<Subscription> subscriptions,
            Consumer<InboundMessage> sink,
            SourceEvents events,
            Ticker ticker) {
        this.config = config;
        this.subscriptions = Subscription.withoutOverlap(subscriptions);
        this.sink = sink;
        this.events = events;
        this.ticker = ticker;
        this.mostUnacknowledged = mostUnacknowledged;
        this.window =
                new PublishWindow(mostUnacknowledged, config.maxUnsettledBytes().bytes(), ticker);
        this.pause =
                new ReconnectPause(
                        config.reconnect().initialDelay(), config.reconnect().maxDelay());
    }

    /** Has the client hand every message to us, to be acknowledged by hand. */
    abstract void registerFlow();

    /** Sends the first CONNECT of a client. */
    abstract void connect();

    /** Makes a client that takes the place of the one that there was; does not connect yet. */
    abstract void replaceClient();

    /**
     * Sends one SUBSCRIBE with all subscriptions; completes with the reason codes of SUBACK in
     * their order.
     */
    abstract CompletionStage<List<Integer>> subscribe();

    /**
     * Sends one UNSUBSCRIBE for all subscriptions; completes with the reason codes of UNSUBACK in
     * their order, none if it has none.
     */
    abstract CompletionStage<List<Integer>> unsubscribe();

    /** Sends DISCONNECT, keeping the session. */
    abstract CompletionStage<?> disconnect();

    /** How the broker refused, if it did so in a way that waiting does not mend; else null. */
    abstract @Nullable String permanentRefusal(Throwable cause);

    @Override
    public CompletionStage<Void> start() {
        registerFlow();
        connect();
        return established;
    }

    @Override
    public void pause() {
        paused = true;
        synchronized (handingOn) {
            // a message that was on its way to the sink has got there: what is waited for next sees
            // it
        }
    }

    @Override
    public void standBy() {
        keeper.wish(Wish.LEFT_ALONE);
    }

    @Override
    public CompletionStage<Void> suspend() {
        CompletionStage<Void> agreed = keeper.wish(Wish.UNSUBSCRIBED);
        return keeper.isConnected() ? agreed : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> resume() {
        return keeper.wish(Wish.SUBSCRIBED);
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(state(), broker(), config.clientId(), problemNow());
    }

    private String state() {
        if (closed) {
            return "closed";
        }
        if (death != null) {
            return "dead";
        }
        if (established.isCompletedExceptionally()) {
            return "refused";
        }
        if (paused) {
            return "paused";
        }
        return switch (keeper.standing()) {
            case CONNECTING -> "connecting";
            case SUBSCRIBED -> "connected";
            case SUSPENDED -> "suspended";
        };
    }

    private @Nullable String problemNow() {
        if (death != null) {
            return "taking messages failed: " + death;
        }
        if (window.standstill().compareTo(LONG_STANDSTILL) > 0) {
            return "source.maxUnsettledBytes or "
                    + mostUnacknowledged
                    + " readings are not safe yet; the broker keeps the rest";
        }
        return keeper.isConnected() ? keeper.problem() : problem;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pause();
        try {
            // a DISCONNECT must not overtake acknowledgements, or the broker sends those again
            window.acknowledged()
                    .thenCompose(written -> disconnect())
                    .toCompletableFuture()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // not connected, or the broker does not answer: the session is the broker's in any case
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Hands a message on, unless the source is paused. Whatever goes wrong, the flow must not see
     * it: it would end, and the client would acknowledge by itself what comes next. So the source
     * stops taking messages instead, and the broker keeps them. What a client that was replaced has
     * still got is left: the broker sends it again to the one that took its place.
     */
    final void received(int ofGeneration, MqttPublish publish) {
        handOn(
                ofGeneration,
                publish,
                () -> window.take(ReceivedMessage.bytes(publish), publish::acknowledge));
    }

    private void taken(
            int ofGeneration, MqttPublish publish, int packetIdentifier, PublishTaker connection) {
        handOn(
                ofGeneration,
                publish,
                publish.getQos() == MqttQos.AT_MOST_ONCE
                        ? () -> Receipt.NONE
                        : () ->
                                window.take(
                                        ReceivedMessage.bytes(publish),
                                        connection,
                                        packetIdentifier));
    }

    private void handOn(int ofGeneration, MqttPublish publish, Supplier<Receipt> receipt) {
        if (paused || ofGeneration != generation.get()) {
            return;
        }
        try {
            synchronized (handingOn) {
                if (!paused) {
                    sink.accept(ReceivedMessage.of(publish, ticker.now(), receipt.get()));
                }
            }
        } catch (RuntimeException | Error e) {
            die(e);
        }
    }

    private void die(Throwable cause) {
        paused = true;
        death = cause;
        events.died(broker(), cause);
    }

    /**
     * To be called at each CONNACK that took us, before anything else comes over this connection.
     */
    final void connected(MqttClientConnectedContext connection, boolean sessionPresent) {
        try {
            Channel channel = NetworkChannel.of(connection);
            int ofGeneration = generation.get();
            PublishTaker taker =
                    PublishTaker.install(
                            channel,
                            (publish, packetIdentifier, over) ->
                                    taken(ofGeneration, publish, packetIdentifier, over));
            PublishGate.install(
                    channel,
                    ReadPace.install(channel, ticker),
                    window,
                    taker,
                    () -> events.overrun(broker(), mostUnacknowledged));
            SharedFlush.install(channel);
        } catch (RuntimeException | Error e) {
            die(e);
        }
        connected(sessionPresent);
    }

    private void connected(boolean sessionPresent) {
        events.connected(broker(), sessionPresent);
        if (clientEverConnected && (!sessionPresent || clientGaveUpTheSession())) {
            registerFlow();
        }
        clientEverConnected = true;
        everConnected = true;
        problem = null;
        keeper.connected(sessionPresent);
    }

    /**
     * The client ends a session (and our flow) that it thinks has expired, even if the broker kept
     * it.
     */
    private boolean clientGaveUpTheSession() {
        long away = ticker.nanos() - disconnectedAtNanos;
        return config.protocol() == Protocol.MQTT5
                && away > CLIENT_EXPIRY_FACTOR * config.sessionExpiry().toNanos();
    }

    /** Tells of each subscription; returns what is refused of them, in words, or null. */
    private @Nullable String refused(List<Integer> codes) {
        String refused = null;
        for (int i = 0; i < codes.size(); i++) {
            String filter = subscriptions.get(i).onTheWire(config.sharedGroup());
            int code = codes.get(i);
            if (code < 0x80) {
                events.subscribed(filter, code);
            } else {
                refused = "the broker refuses the subscription to " + filter + reason(code);
                events.subscriptionRefused(filter, "0x" + Integer.toHexString(code));
            }
        }
        return refused;
    }

    /** What the broker does not give up, in words, or null. */
    private @Nullable String kept(List<Integer> codes) {
        String kept = null;
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) >= 0x80) {
                String filter = subscriptions.get(i).onTheWire(config.sharedGroup());
                kept = "the broker keeps the subscription to " + filter + reason(codes.get(i));
            }
        }
        return kept;
    }

    private static String reason(int code) {
        return " (reason 0x" + Integer.toHexString(code) + ")";
    }

    /** What the keeper of the subscriptions asks of the broker. */
    private final class Asking implements SubscriptionKeeper.Session {

        @Override
        public CompletionStage<@Nullable String> subscribe() {
            return MqttSource.this.subscribe().thenApply(MqttSource.this::refused);
        }

        @Override
        public CompletionStage<@Nullable String> unsubscribe() {
            return MqttSource.this.unsubscribe().thenApply(MqttSource.this::kept);
        }

        @Override
        public void agreed() {
            established.complete(null);
        }

        @Override
        public void refused(String words) {
            established.completeExceptionally(
                    new SourceRefusedException(
                            "MQTT broker "
                                    + broker()
                                    + ": "
                                    + words
                                    + "; allow client '"
                                    + config.clientId()
                                    + "' to subscribe to it",
                            null));
        }

        @Override
        public void later(Runnable again) {
            CompletableFuture.delayedExecutor(SUBSCRIBE_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(
                            () -> {
                                if (!closed && !established.isCompletedExceptionally()) {
                                    again.run();
                                }
                            });
        }
    }

    /** To be called when a connection ends or an attempt fails; arranges the next attempt. */
    final void disconnected(int ofGeneration, MqttClientDisconnectedContext context) {
        if (ofGeneration != generation.get()) {
            context.getReconnector().reconnect(false);
            return;
        }
        if (keeper.isConnected()) {
            disconnectedAtNanos = ticker.nanos();
        }
        keeper.disconnected();
        if (closed || context.getSource() == MqttDisconnectSource.USER) {
            return;
        }
        Throwable cause = context.getCause();
        int attempts = context.getReconnector().getAttempts();
        String refusal = established.isDone() ? null : refusal(cause);
        if (refusal != null) {
            problem = refusal;
            context.getReconnector().reconnect(false);
            events.disconnected(broker(), refusal, attempts, -1);
            established.completeExceptionally(
                    new SourceRefusedException("MQTT broker " + broker() + ": " + refusal, cause));
            return;
        }
        Duration wait = pause.after(attempts, ThreadLocalRandom.current());
        String words = ConnectFailure.describe(cause, config, everConnected);
        problem = words;
        events.disconnected(broker(), words, attempts, wait.toMillis());
        if (ConnectFailure.isBeyondRepair(cause)) {
            context.getReconnector().reconnect(false);
            connectAnew(wait);
            return;
        }
        context.getReconnector()
                .reconnect(true)
                .resubscribeIfSessionExpired(false)
                .republishIfSessionExpired(false)
                .delay(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Goes on with a new client, since this one will never connect again: it has put what belongs
     * to its session into two connections at once, and refuses to do that a second time. That
     * happens where a broker sends messages in front of CONNACK, against MQTT 5 section 3.2, as
     * Artemis does now and then for a session that has messages waiting.
     */
    private void connectAnew(Duration wait) {
        generation.incrementAndGet();
        clientEverConnected = false;
        CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS)
                .execute(
                        () -> {
                            if (!closed) {
                                replaceClient();
                                registerFlow();
                                connect();
                            }
                        });
    }

    /** Which client is the one in use: 0 for the first, and one more each time it is replaced. */
    final int generation() {
        return generation.get();
    }

    /** Where and how to connect. */
    final MqttClientTransportConfig transport() {
        MqttClientTransportConfigBuilder transport =
                MqttClientTransportConfig.builder()
                        .serverHost(config.host())
                        .serverPort(config.port())
                        .socketConnectTimeout(
                                config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(
                                config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (config.secure()) {
            transport = transport.sslConfig(TlsSettings.of(config.tls(), "source.tls"));
        }
        return transport.build();
    }

    /**
     * The password's bytes, read anew at each connect so that it can be renewed; null if there is
     * none.
     */
    final byte @Nullable [] password() {
        Secret password = config.readPassword();
        return password == null ? null : password.reveal().getBytes(StandardCharsets.UTF_8);
    }

    final int keepAliveSeconds() {
        return Math.toIntExact(config.keepAlive().toSeconds());
    }

    final String broker() {
        return (config.secure() ? "mqtts://" : "mqtt://")
                + config.broker().getHost()
                + ":"
                + config.port();
    }

    /** What waiting does not mend, and what to do; null if it may. */
    final @Nullable String refusal(Throwable cause) {
        String refusal = permanentRefusal(cause);
        String tls = ConnectFailure.ofTls(cause);
        if (refusal == null && tls != null) {
            return "no TLS connection (" + tls + "); check source.tls and that the port speaks TLS";
        }
        return refusal;
    }
}
