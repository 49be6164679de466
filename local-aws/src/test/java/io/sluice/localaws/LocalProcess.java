/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Local AWS in a JVM of its own, which can be killed. */
public final class LocalProcess implements AutoCloseable {

    private final Process process;
    private final JsonNode ready;

    private LocalProcess(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts the command and waits for its line of readiness. */
    public static LocalProcess start(Path data, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "local-aws",
                                "--port",
                                "0",
                                "--data",
                                data.toString()));
        Collections.addAll(command, arguments);
        if (!command.contains("--mqtt-port")) {
            Collections.addAll(command, "--mqtt-port", "off");
        }
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("local AWS ended before it was ready");
        }
        return new LocalProcess(process, new ObjectMapper().readTree(line));
    }

    public String endpoint() {
        return ready.path("endpoint").asText();
    }

    public JsonNode ready() {
        return ready;
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("local AWS does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
