/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import io.sluice.benchmarks.mqtt.GeneratorBroker;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.FreePort;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An MQTT broker as a process of its own, on loopback, which keeps its sessions in memory. */
final class Broker implements AutoCloseable {

    private static final String HEAP = "1g";
    private static final int CONNECT_MILLIS = 500;
    private static final int ATTEMPTS = 200;

    private final BrokerKind kind;
    private final ChildProcess process;
    private final URI uri;

    private Broker(BrokerKind kind, ChildProcess process, URI uri) {
        this.kind = kind;
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts one.
     *
     * @param inFlight how many readings it may send ahead of acknowledgements
     * @param load what a generator generates
     */
    static Broker start(BrokerKind kind, Path folder, int inFlight, Load load) {
        return switch (kind) {
            case MOSQUITTO -> startMosquitto(folder, inFlight);
            case EMBEDDED -> startEmbedded(folder);
            case GENERATOR -> startGenerator(folder, inFlight, load);
        };
    }

    /** The Mosquitto of this machine, if it has one. */
    static Optional<Path> mosquitto() {
        String path = System.getenv().getOrDefault("PATH", "");
        // Debian puts it where only root's PATH leads
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Broker startGenerator(Path folder, int inFlight, Load load) {
        ChildProcess process =
                ChildProcess.startJava(
                        "generator",
                        folder,
                        Publisher.HEAP,
                        List.of(),
                        GeneratorBroker.class,
                        String.valueOf(inFlight),
                        String.valueOf(load.payloadBytes()),
                        String.valueOf(load.qos()));
        return new Broker(
                BrokerKind.GENERATOR, process, URI.create(process.readJson().path("uri").asText()));
    }

    private static Broker startEmbedded(Path folder) {
        ChildProcess process =
                ChildProcess.startJava(
                        "broker",
                        folder,
                        HEAP,
                        List.of(),
                        io.sluice.broker.Main.class,
                        "--port",
                        "0");
        return new Broker(
                BrokerKind.EMBEDDED, process, URI.create(process.readJson().path("uri").asText()));
    }

    /**
     * No limit to what it queues, and as many in flight as the client takes, since its defaults
     * (1,000 and 20) would drop readings and measure round trips: mosquitto.conf(5),
     * max_queued_messages and max_inflight_messages.
     */
    private static Broker startMosquitto(Path folder, int inFlight) {
        Path program =
                mosquitto()
                        .orElseThrow(
                                () -> CommandFailure.failed("there is no mosquitto on the PATH"));
        try {
            int port = FreePort.choose();
            Path config = folder.resolve("mosquitto.conf");
            Files.write(
                    config,
                    List.of(
                            "listener " + port + " 127.0.0.1",
                            "allow_anonymous true",
                            "persistence false",
                            "max_queued_messages 0",
                            "max_queued_bytes 0",
                            "max_inflight_messages " + inFlight,
                            "log_type error"));
            ChildProcess process =
                    ChildProcess.start(
                            "broker", folder, List.of(program.toString(), "-c", config.toString()));
            awaitListening(process, port);
            return new Broker(
                    BrokerKind.MOSQUITTO, process, URI.create("mqtt://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException("starting mosquitto in " + folder, e);
        }
    }

    private static void awaitListening(ChildProcess process, int port) throws IOException {
        for (int attempt = 1; process.isAlive() && attempt < ATTEMPTS; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                Patience.pause(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        process.close();
        throw CommandFailure.failed(
                "mosquitto does not listen on port " + port + ": " + process.lastWords());
    }

    URI uri() {
        return uri;
    }

    /** What publishes to it; nothing is published yet. */
    Publisher publisher(Load load, Path folder) {
        return kind == BrokerKind.GENERATOR
                ? Publisher.generating(process)
                : Publisher.start(load, uri.getPort(), folder);
    }

    /** NaN where there is no broker. */
    double cpuSeconds() {
        return kind == BrokerKind.GENERATOR ? Double.NaN : process.cpuSeconds();
    }

    @Override
    public void close() {
        process.close();
    }
}
