/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed with a backlog and does not come back: another one delivers it. */
class SpoolTransferCrashIT {

    private static final String TOPIC = "sensors/a/telemetry";
    private static final int BACKLOG = 10_000;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private GatewayRig rig;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() {
        rig = new GatewayRig(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        rig.close();
    }

    @Test
    void anotherGatewayDeliversAllOfItOnceThoughTheImportIsKilledToo() throws Exception {
        // Given: some readings delivered, a backlog, and a kill
        Path old = config("old", "");
        Path other = config("other", "");
        List<String> delivered = Readings.numbered("delivered", 500);
        List<String> backlog = Readings.numbered("backlog", BACKLOG);
        try (Publisher publisher = rig.publisher()) {
            Process gateway = run(old);
            publisher.publish(TOPIC, delivered);
            rig.awaitDelivered(delivered.size());
            rig.aws().faults().set("down");
            publisher.publish(TOPIC, backlog);
            awaitAcknowledged(delivered.size() + backlog.size());
            kill(gateway);
        }
        rig.aws().faults().clear();

        // When
        Path file = folder.resolve("readings");
        JsonNode exported = spool("export", old, "--release", file);
        importKilledAgainAndAgain(other, file);
        JsonNode imported = spool("import", other, file);
        run(other);
        run(old);

        // Then
        rig.awaitDelivered(delivered.size() + backlog.size());
        awaitAWhile(); // what came twice would come now
        Set<String> all = new HashSet<>(delivered);
        all.addAll(backlog);
        assertThat(exported.path("readings").asInt()).isEqualTo(BACKLOG);
        assertThat(imported.path("missingReadings").asInt()).isZero();
        assertThat(new HashSet<>(rig.delivered())).isEqualTo(all);
        assertThat(rig.delivered()).as("none twice").hasSize(all.size());
    }

    @Test
    void copiesThatTheFirstGatewayHadDeliveredHaveTheSameName() throws Exception {
        // Given: Firehose takes everything and answers nothing
        Path old = config("old", ", sluiceId: true");
        Path other = config("other", ", sluiceId: true");
        List<String> readings = Readings.numbered(200);
        rig.aws().faults().set("lost-answer=1");
        try (Publisher publisher = rig.publisher()) {
            Process gateway = run(old);
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());
            kill(gateway);
        }
        int before = rig.delivered().size();
        rig.aws().faults().clear();

        // When
        Path file = folder.resolve("readings");
        spool("export", old, file);
        spool("import", other, file);
        run(other);
        rig.awaitDelivered(before + readings.size());

        // Then
        Set<String> names = new TreeSet<>();
        for (String line : rig.delivered()) {
            names.add(JSON.readTree(line).path("sluice_id").asText());
        }
        assertThat(names).hasSize(readings.size()).allMatch(name -> name.startsWith("old-"));
    }

    /** Each attempt gets a little further, until one is through. */
    private void importKilledAgainAndAgain(Path config, Path file) throws Exception {
        boolean through = false;
        for (Duration patience = STEP; !through; patience = patience.plus(STEP)) {
            Process process = launch("spool", "import", "--config", config, file);
            through = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            kill(process);
        }
    }

    /** Until the running gateway, which is the newest process, has told the broker of so many. */
    private void awaitAcknowledged(int readings) throws IOException {
        String log = Files.readString(log(processes.size()));
        URI status =
                URI.create(
                        JSON.readTree(log.substring(log.indexOf("{\"admin\"")))
                                        .path("admin")
                                        .asText()
                                + "/api/status");
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> acknowledged(status).path("acknowledged").asInt() >= readings);
        awaitAWhile(); // for the last ones to be on their way
    }

    private static JsonNode acknowledged(URI status) throws IOException {
        try (InputStream body = status.toURL().openStream()) {
            return JSON.readTree(body).path("counters");
        }
    }

    private static void awaitAWhile() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    private Path config(String name, String more) throws IOException {
        String yaml =
                GatewayRig.yaml(
                        rig.broker().uri(),
                        rig.aws().endpoint(),
                        folder.resolve(name),
                        """
                        source: {broker: '%s', clientId: %s}
                        routes:
                          - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms%s}
                        spool: {segmentBytes: 1MiB}
                        """
                                .formatted(rig.broker().uri(), name, more));
        return Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    /** Runs a command of the spool to its end, and gives back what it printed. */
    private JsonNode spool(String command, Path config, Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("spool", command, "--config", config));
        arguments.addAll(List.of(more));
        Process process = launch(arguments.toArray());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String log = Files.readString(log(processes.size()));
        assertThat(process.exitValue()).as(log).isZero();
        return JSON.readTree(log.substring(log.indexOf("{\"id\"")));
    }

    private Process run(Path config) throws IOException {
        Process gateway = launch("run", "--config", config);
        Path log = log(processes.size());
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> Files.readString(log, StandardCharsets.UTF_8).contains("subscribed"));
        return gateway;
    }

    private static void kill(Process process) throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Process launch(Object... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sluice.gateway.Main"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(processes.size() + 1).toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private Path log(int number) {
        return folder.resolve("process-" + number + ".log");
    }
}
