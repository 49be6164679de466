/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Eclipse Mosquitto, a process of its own on a free port of loopback, as Debian packages it. */
public final class Mosquitto implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private static final Pattern VERSION = Pattern.compile("mosquitto version (\\S+)");

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether it is installed; says so on stderr if it is not. */
    public static boolean isInstalled() {
        boolean installed = PLACES.stream().anyMatch(Files::isExecutable);
        if (!installed) {
            System.err.println(
                    "SKIPPED: mosquitto is not installed (apt-get install mosquitto); no test against it was run");
        }
        return installed;
    }

    /** Starts it with unlimited queues and these lines of configuration. */
    public static Mosquitto start(Path folder, String... lines) throws IOException {
        int port = freePort();
        Files.createDirectories(folder);
        String configuration =
                String.join(
                        "\n",
                        Stream.concat(
                                        Stream.of(
                                                "per_listener_settings true",
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

    /** Where it listens. */
    public String uri() {
        return "mqtt://127.0.0.1:" + port;
    }

    /**
     * Stops it in order, so that it saves its sessions if it is told to keep them, and starts it
     * again.
     */
    public void restart() throws IOException {
        end();
        process = launch(folder);
        awaitListening();
    }

    /** Ends it with SIGKILL, so that it saves nothing, and starts it again. */
    public void kill() throws IOException {
        await(process.destroyForcibly());
        process = launch(folder);
        awaitListening();
    }

    /** What it calls itself, such as {@code 2.0.11}. */
    public static String version() throws IOException {
        // -h tells the version in its first line, and exits with 3
        Process asked = new ProcessBuilder(program(), "-h").redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher version = VERSION.matcher(answer);
        return version.find() ? version.group(1) : "unknown";
    }

    /** A port of loopback that nobody has at the moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        process.destroy();
        if (!await(process)) {
            await(process.destroyForcibly());
        }
    }

    private static boolean await(Process ending) {
        try {
            return ending.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }

    private void awaitListening() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
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
        ProcessBuilder builder =
                new ProcessBuilder(program(), "-c", folder.resolve("mosquitto.conf").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()));
        return builder.start();
    }
}
