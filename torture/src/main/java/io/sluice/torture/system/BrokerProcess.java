/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The MQTT broker as a process that keeps its sessions on disk, and its port over restarts. */
public final class BrokerProcess implements AutoCloseable {

    private static final String HEAP = "1g";
    private static final int CONNECT_MILLIS = 500;
    private static final Duration START = Duration.ofSeconds(60);

    private final Kind kind;
    private final Path folder;
    private final int port = FreePort.choose();
    private ChildProcess process;

    /** The brokers that there are. */
    public enum Kind {
        /** The demo's broker: what it has acknowledged survives a {@code kill -9}. */
        EMBEDDED,
        /** The Mosquitto of this machine: keeps what it holds over a SIGTERM, not over a kill. */
        MOSQUITTO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    BrokerProcess(Kind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
        this.process = launch();
    }

    /** The Mosquitto of this machine, if it has one. */
    public static Optional<Path> mosquitto() {
        String path = System.getenv().getOrDefault("PATH", "");
        // Debian puts it where only root's PATH leads
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private ChildProcess launch() {
        return switch (kind) {
            case EMBEDDED -> launchEmbedded();
            case MOSQUITTO -> launchMosquitto();
        };
    }

    private ChildProcess launchEmbedded() {
        ChildProcess broker =
                ChildProcess.startJava(
                        "broker",
                        folder,
                        HEAP,
                        List.of(),
                        io.sluice.broker.Main.class,
                        "--port",
                        String.valueOf(port),
                        "--data",
                        folder.resolve("broker").toString());
        broker.readJson();
        return broker;
    }

    /**
     * Its defaults drop readings from a full queue: mosquitto.conf(5), max_queued_messages and
     * max_inflight_messages.
     */
    private ChildProcess launchMosquitto() {
        Path program =
                mosquitto()
                        .orElseThrow(
                                () ->
                                        CommandFailure.failed(
                                                "there is no mosquitto on the PATH; install it, or"
                                                        + " give --broker embedded"));
        Path config = folder.resolve("mosquitto.conf");
        try {
            Path data = Files.createDirectories(folder.resolve("broker"));
            Files.write(
                    config,
                    List.of(
                            "listener " + port + " 127.0.0.1",
                            "allow_anonymous true",
                            "user root",
                            "persistence true",
                            "persistence_location " + data + "/",
                            "max_queued_messages 0",
                            "max_queued_bytes 0",
                            "max_inflight_messages " + GatewayYaml.RECEIVE_MAXIMUM,
                            "log_type error"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + config, e);
        }
        ChildProcess broker =
                ChildProcess.start(
                        "broker", folder, List.of(program.toString(), "-c", config.toString()));
        if (!Patience.until(START, () -> !broker.isAlive() || isListening()) || !broker.isAlive()) {
            broker.close();
            throw CommandFailure.failed("mosquitto does not listen: " + broker.lastWords());
        }
        return broker;
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Which one it is. */
    public Kind kind() {
        return kind;
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** SIGKILL; returns what there is to say about it. */
    public String kill() {
        long pid = process.pid();
        return "broker pid " + pid + " ended with " + process.kill();
    }

    /** SIGTERM; returns what there is to say about it. */
    public String terminate() {
        long pid = process.pid();
        return "broker pid " + pid + " ended with " + process.terminate();
    }

    /** Starts it again on the same port and the same data. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
