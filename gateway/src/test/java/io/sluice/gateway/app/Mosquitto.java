/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.awaitility.Awaitility.await;

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
import java.util.stream.Stream;

/** Eclipse Mosquitto, a process of its own on a free port of loopback, as Debian packages it. */
final class Mosquitto implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether it is installed; says so on stderr if it is not. */
    static boolean isInstalled() {
        boolean installed = PLACES.stream().anyMatch(Files::isExecutable);
        if (!installed) {
            System.err.println(
                    "SKIPPED: mosquitto is not installed (apt-get install mosquitto); no test against it was run");
        }
        return installed;
    }

    /** Starts it with unlimited queues and these lines of configuration. */
    static Mosquitto start(Path folder, String... lines) throws IOException {
        int port = freePort();
        Files.createDirectories(folder);
        String configuration =
                String.join(
                        "\n",
                        Stream.concat(
                                        Stream.of(
                                                "listener " + port + " 127.0.0.1",
                                                "max_queued_messages 0",
                                                // started by root, it would become a user that may
                                                // not read here
                                                "user " + System.getProperty("user.name"),
                                                "persistence_location " + folder + "/"),
                                        Stream.of(lines))
                                .toList());
        Files.writeString(folder.resolve("mosquitto.conf"), configuration + "\n");
        Mosquitto mosquitto = new Mosquitto(folder, port, launch(folder));
        mosquitto.awaitListening();
        return mosquitto;
    }

    String uri() {
        return "mqtt://127.0.0.1:" + port;
    }

    /**
     * Stops it in order, so that it saves its sessions if it is told to keep them, and starts it
     * again.
     */
    void restart() throws IOException {
        end();
        process = launch(folder);
        awaitListening();
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), port),
                                        1000);
                                return true;
                            }
                        });
    }

    private static Process launch(Path folder) throws IOException {
        String program =
                PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
        ProcessBuilder builder =
                new ProcessBuilder(program, "-c", folder.resolve("mosquitto.conf").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
