/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT broker (3.1.1 and 5) in this process. It never drops a message that it has acknowledged:
 * no queue limit, no attempt limit, no expiry but the publisher's own, and what does not fit into
 * memory waits in files. With a data folder, sessions and unacknowledged messages survive a stop
 * and a {@code kill -9}; without one, a stop forgets them.
 *
 * <p>Any thread may call it; calls that change its state wait for one another. The port stays the
 * same over {@link #stop} and {@link #startAgain}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration GOODBYE_STEP = Duration.ofMillis(2);

    // for the life of the broker
    private final EmbeddedBrokerOptions options;
    private final BrokerFolder folder;
    private volatile int port;
    private volatile @Nullable Integer plainPort;

    // from a start to a stop
    private @Nullable ActiveMQServer server;

    private EmbeddedBroker(EmbeddedBrokerOptions options, BrokerFolder folder) {
        this.options = options;
        this.folder = folder;
        this.port = options.port();
        this.plainPort = options.plainPort();
    }

    /**
     * Starts a broker and returns when it accepts connections.
     *
     * @throws CommandFailure if it cannot: port in use, folder not writable or used by another
     *     broker, certificate not readable; the message says which
     */
    public static EmbeddedBroker start(EmbeddedBrokerOptions options) {
        EmbeddedBroker broker = new EmbeddedBroker(options, BrokerFolder.of(options.data()));
        try {
            broker.startAgain();
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** The TCP port that it listens on. */
    public int port() {
        return port;
    }

    /** {@code mqtt://host:port}, or {@code mqtts://host:port} with TLS. */
    public String uri() {
        String scheme = options.tls() == null ? "mqtt" : "mqtts";
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return scheme + "://" + host + ":" + port;
    }

    /** The second TCP port, without TLS; empty if it has none. */
    public OptionalInt plainPort() {
        Integer second = plainPort;
        return second == null ? OptionalInt.empty() : OptionalInt.of(second);
    }

    /**
     * Publishes a message of the broker's own, asking no gate. When this returns, it is as durable
     * as one that a client has an acknowledgement for.
     *
     * @throws IllegalStateException if the broker is stopped or cannot store it
     */
    public void publish(
            String topic, ByteBuffer payload, int qos, GatedPublish.PublishProperties properties) {
        ActiveMQServer running;
        synchronized (this) {
            running = server;
        }
        if (running == null) {
            throw new IllegalStateException("the broker is stopped");
        }
        OwnPublish.send(running, topic, payload, qos, properties);
    }

    /** Closes every connection without a word, as a cut cable would; clients may come back. */
    public synchronized void disconnectAll() {
        ActiveMQServer running = server;
        if (running != null) {
            disconnectAll(running);
        }
    }

    private static void disconnectAll(ActiveMQServer running) {
        for (RemotingConnection connection :
                List.copyOf(running.getRemotingService().getConnections())) {
            connection.getTransportConnection().close();
        }
    }

    /**
     * Lets the sessions of all clients end, shortly, before the journal that they write to is
     * closed: Artemis does not wait for them, and complains when they come too late.
     */
    private static void sayGoodbye(ActiveMQServer running) throws Exception {
        running.getRemotingService().pauseAcceptors();
        disconnectAll(running);
        MQTTStateManager sessions = MQTTStateManager.getInstance(running);
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        while (!sessions.getConnectedClients().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GOODBYE_STEP.toNanos());
        }
    }

    /** How many clients are connected. */
    public synchronized int connections() {
        ActiveMQServer running = server;
        return running == null ? 0 : running.getRemotingService().getConnectionCount();
    }

    /** Stops listening and closes every connection; does nothing if it is stopped. */
    public synchronized void stop() {
        ActiveMQServer running = server;
        server = null;
        if (running == null) {
            return;
        }
        try {
            sayGoodbye(running);
            running.stop();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("port", port).setCause(e).log("broker did not stop cleanly");
        } finally {
            folder.unlock();
        }
    }

    /**
     * Starts after a {@link #stop}, on the same port and data folder; does nothing if it runs.
     *
     * @throws CommandFailure if it cannot start
     */
    public synchronized void startAgain() {
        if (server != null) {
            return;
        }
        requireFreePort(port);
        Integer second = plainPort;
        if (second != null) {
            requireFreePort(second);
        }
        folder.lock();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ActiveMQServer starting = create();
        starting.registerActivationFailureListener(failure::set);
        try {
            starting.start();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
        server = starting;
        Exception reason = failure.get();
        if (reason != null || !starting.isActive()) {
            stop();
            throw cannotStart(reason);
        }
        port = portOf(starting, ArtemisConfiguration.ACCEPTOR);
        if (second != null) {
            plainPort = portOf(starting, ArtemisConfiguration.PLAIN_ACCEPTOR);
        }
        LOG.atDebug().addKeyValue("uri", uri()).log("broker started");
    }

    /** {@link #stop}, then {@link #startAgain}. */
    public synchronized void restart() {
        stop();
        startAgain();
    }

    /** Stops, and removes what a broker without a data folder has written. Twice is fine. */
    @Override
    public synchronized void close() {
        stop();
        folder.close();
    }

    private ActiveMQServer create() {
        BrokerUser user = options.user();
        Configuration configuration =
                ArtemisConfiguration.of(options, folder.path(), port, plainPort);
        return user == null
                ? new ActiveMQServerImpl(configuration)
                : new ActiveMQServerImpl(configuration, new OneUserSecurity(user));
    }

    private static int portOf(ActiveMQServer running, String acceptor) {
        return running.getRemotingService().getAcceptor(acceptor).getActualPort();
    }

    /** Artemis would say the same, with a stack trace in the log. */
    private void requireFreePort(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(options.host(), port));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "the broker cannot listen on "
                            + options.host()
                            + ":"
                            + port
                            + " ("
                            + e.getMessage()
                            + "); stop what uses the port, or choose another one, 0 for any",
                    e);
        }
    }

    private CommandFailure cannotStart(@Nullable Exception reason) {
        String message = "the broker on " + options.host() + ":" + port + " did not start";
        return reason == null
                ? CommandFailure.failed(message)
                : CommandFailure.failed(message + ": " + reason.getMessage(), reason);
    }
}
