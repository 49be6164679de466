/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Mosquitto of Debian's package, as a child process on loopback; keeps its state over a restart.
 */
final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private Mosquitto(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Prepares one; {@code settings} are further lines of its configuration. */
    static Mosquitto prepare(Path directory, String... settings) throws IOException {
        int port = freePort();
        Files.writeString(
                directory.resolve("mosquitto.conf"),
                String.join(
                        "\n",
                        "listener " + port + " 127.0.0.1",
                        "user root",
                        "persistence true",
                        "persistence_location " + directory + "/",
                        "max_queued_messages 0",
                        "max_inflight_messages 0",
                        "log_dest none",
                        String.join("\n", settings),
                        ""));
        return new Mosquitto(directory, port);
    }

    static Mosquitto start(Path directory) throws IOException {
        Mosquitto mosquitto = prepare(directory, "allow_anonymous true");
        mosquitto.start();
        return mosquitto;
    }

    void start() throws IOException {
        process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "-c",
                                        directory.resolve("mosquitto.conf").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("mosquitto.out").toFile())
                        .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isListening);
    }

    /** SIGTERM: it writes its state down and ends. */
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    String pahoUri() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
