/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.gateway.Main;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.FreePort;
import io.sluice.processes.HttpJson;
import io.sluice.processes.JavaCommand;
import io.sluice.processes.Patience;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.LongLivedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code sluice run} as a process that is killed and started again on the same data. */
public final class GatewayProcess implements AutoCloseable {

    /** As the launcher gives it. */
    private static final String HEAP = "256m";

    /** For a loaded machine with a full spool; a gateway alone on a machine needs two seconds. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final Path config;
    private final Path data;
    private final URI admin;
    private final HttpJson http = new HttpJson();
    private final boolean debuggable;
    private int debugPort;
    private @Nullable ChildProcess process;

    GatewayProcess(Path folder, Path data, int adminPort, boolean debuggable) {
        this.debuggable = debuggable;
        this.folder = folder;
        this.data = data;
        this.config = folder.resolve("gateway.yaml");
        this.admin = URI.create("http://127.0.0.1:" + adminPort);
    }

    void configure(String yaml) {
        try {
            Files.writeString(config, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + config, e);
        }
    }

    /** Its data directory: spool, quarantine and mode. */
    public Path data() {
        return data;
    }

    /** Its spool. */
    public SpoolFolder spool() {
        return new SpoolFolder(data.resolve("spool"));
    }

    /** Starts it; returns at once. */
    public void launch() {
        launch(Map.of(), false);
    }

    /** Starts it so that it waits for a {@link Debugger} before it does anything. */
    public void launchSuspended() {
        launch(Map.of(), true);
    }

    /** Starts it with more in its environment; returns at once. */
    public void launch(Map<String, String> environment) {
        launch(environment, false);
    }

    private void launch(Map<String, String> environment, boolean suspended) {
        debugPort = FreePort.choose();
        List<String> jvmOptions =
                debuggable
                        ? List.of(
                                "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend="
                                        + (suspended ? "y" : "n")
                                        + ",address=127.0.0.1:"
                                        + debugPort)
                        : List.of();
        process = start("gateway", jvmOptions, environment, config);
    }

    /** Where it can be debugged. */
    public int debugPort() {
        return debugPort;
    }

    private ChildProcess start(
            String name, List<String> jvmOptions, Map<String, String> environment, Path yaml) {
        List<String> options = new ArrayList<>(LongLivedJvm.smallHeap());
        options.addAll(jvmOptions);
        return ChildProcess.start(
                name,
                folder,
                JavaCommand.of(HEAP, options, Main.class, "run", "--config", yaml.toString()),
                environment);
    }

    /** A second gateway on the same data directory, with an admin port of its own. */
    public ChildProcess launchSecond() {
        Path yaml = folder.resolve("second.yaml");
        try {
            Files.writeString(
                    yaml,
                    Files.readString(config)
                            .replaceAll(
                                    "admin: \\{port: \\d+}",
                                    "admin: {port: " + FreePort.choose() + "}"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + yaml, e);
        }
        return start("second-gateway", List.of(), Map.of(), yaml);
    }

    /**
     * Waits until readings flow.
     *
     * @throws CommandFailure if it ends, or is not ready within three minutes
     */
    public void awaitReady() {
        boolean ready = Patience.until(READY_WITHIN, () -> !running().isAlive() || isReady());
        if (!running().isAlive()) {
            throw CommandFailure.failed("the gateway ended: " + running().lastWords());
        }
        if (!ready) {
            throw CommandFailure.failed(
                    "the gateway is not ready after "
                            + READY_WITHIN.toSeconds()
                            + " s: "
                            + status().path("problems"));
        }
    }

    /** Starts it and waits until readings flow. */
    public void startAndAwait() {
        launch();
        awaitReady();
    }

    /** Whether readings flow. */
    public boolean isReady() {
        return status().path("ready").asBoolean();
    }

    /** Whether the broker sends it readings, wherever they may go. */
    public boolean isSubscribed() {
        return "connected".equals(status().path("broker").path("state").asText());
    }

    /** Whether its process lives. */
    public boolean isAlive() {
        ChildProcess now = process;
        return now != null && now.isAlive();
    }

    /** Its status; a missing node while it does not answer. */
    public JsonNode status() {
        return http.find(admin.resolve("/api/status")).orElseGet(MissingNode::getInstance);
    }

    /** What its spool holds, in bytes. */
    public long spoolBytes() {
        return status().path("spool").path("bytes").asLong();
    }

    /** The status of a route's lane. */
    public JsonNode lane(String route) {
        for (JsonNode lane : status().path("lanes")) {
            if (route.equals(lane.path("route").asText())) {
                return lane;
            }
        }
        return MissingNode.getInstance();
    }

    /** One of the counters in its status, since its start. */
    public long counter(String name) {
        return status().path("counters").path(name).asLong();
    }

    /**
     * The sum of a metric over its labels, since its start; 0 while there is none.
     *
     * @param name its name, or its name and the beginning of its labels
     */
    public double metric(String name) {
        return http.text(admin.resolve("/metrics"))
                .orElse("")
                .lines()
                .filter(
                        line ->
                                line.startsWith(name + "{")
                                        || line.startsWith(name + " ")
                                        || (name.contains("{") && line.startsWith(name)))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Asks for a mode; the answer's code, or 0 if none came. */
    public int changeMode(String mode) {
        return http.put("PUT", admin.resolve("/api/mode"), "{\"mode\":\"" + mode + "\"}").orElse(0);
    }

    /** How many lines of its log hold this text, over all its starts. */
    public long logged(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(folder.resolve("gateway.log"))) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the gateway's log", e);
        }
    }

    /** The process. */
    public ChildProcess running() {
        ChildProcess now = process;
        if (now == null) {
            throw new IllegalStateException("the gateway was not started");
        }
        return now;
    }

    /** SIGKILL; returns what there is to say about it. */
    public String kill() {
        long pid = running().pid();
        return "gateway pid " + pid + " ended with " + running().kill();
    }

    @Override
    public void close() {
        ChildProcess now = process;
        if (now != null) {
            now.close();
        }
    }
}
