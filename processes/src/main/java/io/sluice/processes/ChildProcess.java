/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that this program has started, what it has used up, and its end: closed or not, it does
 * not outlive this program.
 */
public final class ChildProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STOP_SECONDS = 20;
    private static final long END_SECONDS = 120;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final long startedNanos;
    private final Thread atExit;

    private ChildProcess(String name, Path log, Process process, long startedNanos) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.startedNanos = startedNanos;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.atExit = new Thread(process::destroyForcibly, "end-" + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts any program; its stderr goes to the end of {@code NAME.log} in {@code folder}.
     *
     * @throws CommandFailure if it cannot be started
     */
    public static ChildProcess start(String name, Path folder, List<String> command) {
        return start(name, folder, command, Map.of());
    }

    /**
     * The same, with more in its environment than there is in this program's.
     *
     * @throws CommandFailure if it cannot be started
     */
    public static ChildProcess start(
            String name, Path folder, List<String> command, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        long started = System.nanoTime();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new ChildProcess(name, log, builder.start(), started);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot start " + command.get(0) + " (" + e.getMessage() + ")", e);
        }
    }

    /** Starts a main class of this program's class path in a JVM like the launcher's. */
    public static ChildProcess startJava(
            String name,
            Path folder,
            String heap,
            List<String> options,
            Class<?> main,
            String... arguments) {
        return start(name, folder, JavaCommand.of(heap, options, main, arguments));
    }

    /** Waits for the next line of JSON on its stdout. */
    public JsonNode readJson() {
        try {
            String line = out.readLine();
            if (line != null) {
                return JSON.readTree(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading what " + name + " prints", e);
        }
        throw CommandFailure.failed(name + " ended before it was ready: " + lastWords());
    }

    /** Waits for a line on its stdout that has this in it; what comes before it is passed over. */
    public String awaitLine(String part) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.contains(part)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading what " + name + " prints", e);
        }
        throw CommandFailure.failed(name + " ended before it was ready: " + lastWords());
    }

    /** Writes a line to its stdin. */
    public void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw CommandFailure.failed(name + " has ended: " + lastWords(), e);
        }
    }

    /** When it was started, as {@link System#nanoTime} counts. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Whether it has not ended yet. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it has logged. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    /** CPU time of all its threads since it was started; exact to 10 ms on Linux. */
    public double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The most memory that was resident so far, in MiB; NaN where there is no {@code /proc}. */
    public double peakMemoryMib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
        } catch (IOException e) {
            // not Linux
        }
        return Double.NaN;
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Where its stderr goes. */
    public Path log() {
        return log;
    }

    /** SIGKILL; returns when it is gone, with its exit code: 137 on Linux. */
    public int kill() {
        process.destroyForcibly();
        return awaitEnd();
    }

    /** SIGTERM; returns when it is gone, with its exit code. */
    public int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /**
     * Waits for its end and returns its exit code.
     *
     * @throws CommandFailure if it goes on for longer than two minutes
     */
    public int awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw CommandFailure.failed(name + " does not end: " + lastWords());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }

    /** SIGTERM; SIGKILL if it does not end by itself. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // this program is ending: the hook ends the process
        }
    }
}
