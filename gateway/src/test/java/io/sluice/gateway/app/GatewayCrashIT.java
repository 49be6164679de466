/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the gateway's process in mid-flow. */
class GatewayCrashIT {

    private static final String HEAP = "256m";
    private static final String TOO_MUCH_IN_MEMORY =
            """
            spool: {durability: broker}
            source: {broker: '%s', clientId: gateway, maxUnsettledBytes: 1GiB, receiveMaximum: 1000}
            """;
    private static final int KILLS = 3;
    private static final int READINGS_PER_ROUND = 4000;

    @TempDir Path folder;
    private GatewayRig rig;
    private final List<Process> gateways = new ArrayList<>();

    @BeforeEach
    void start() {
        rig = new GatewayRig(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process gateway : gateways) {
            gateway.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        rig.close();
    }

    @Test
    void losesNothingToAKillWithDiskDurability() throws Exception {
        losesNothing("spool: {durability: disk}");
    }

    @Test
    void losesNothingToAKillWithBrokerDurability() throws Exception {
        losesNothing("spool: {durability: broker}");
    }

    @Test
    void endsWellOnSigterm() throws Exception {
        // Given
        Process gateway = launch("");
        try (Publisher publisher = rig.publisher()) {
            publisher.publish("sensors/a/telemetry", Readings.numbered(500));
        }

        // When
        gateway.destroy();

        // Then
        assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
        launch("");
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> rig.delivered().containsAll(Readings.numbered(500)));
    }

    @Test
    void endsAtOnceWhenMemoryIsUsedUpAndTheNextOneLosesNothing() throws Exception {
        // Given: settings that promise more memory than there is, and AWS away
        rig.aws().faults().set("down");
        Process gateway = launch("32m", TOO_MUCH_IN_MEMORY.formatted(rig.broker().uri()));
        List<String> readings =
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"n\":" + i + ",\"x\":\"" + "x".repeat(400_000) + "\"}")
                        .toList();

        // When
        try (Publisher publisher = rig.publisher()) {
            publisher.publish("sensors/a/telemetry", readings);
        }

        // Then
        assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).as("as the JVM ends out of memory").isEqualTo(3);
        rig.aws().faults().clear();
        launch("");
        await().atMost(GatewayRig.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Set.copyOf(rig.delivered()).containsAll(readings));
    }

    @Test
    void aSecondGatewayOnTheSameDataDirectoryRefusesToStart() throws Exception {
        launch("");
        Process second = launchWithoutWaiting("");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(log(gateways.size())))
                .contains("Another gateway")
                .doesNotContain("\tat ");
    }

    private void losesNothing(String more) throws Exception {
        Set<String> published = new HashSet<>();
        try (Publisher publisher = rig.publisher()) {
            for (int round = 0; round <= KILLS; round++) {
                Process gateway = launch(more);
                List<String> readings = Readings.numbered("round-" + round, READINGS_PER_ROUND);
                published.addAll(readings);
                // When: a kill while readings flow; the last gateway lives on
                int deliveredBefore = rig.delivered().size();
                CompletableFuture<Void> publishing =
                        CompletableFuture.runAsync(
                                () -> publisher.publish("sensors/a/telemetry", readings));
                if (round < KILLS) {
                    await().atMost(GatewayRig.PATIENCE)
                            .until(() -> rig.delivered().size() > deliveredBefore);
                    gateway.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
                publishing.get(60, TimeUnit.SECONDS);
            }
        }

        // Then
        await().atMost(GatewayRig.PATIENCE).until(() -> rig.delivered().containsAll(published));
        assertThat(new HashSet<>(rig.delivered())).isEqualTo(published);
    }

    private Process launch(String more) throws IOException {
        return launch(HEAP, more);
    }

    private Process launch(String heap, String more) throws IOException {
        Process gateway = launchWithoutWaiting(heap, more);
        Path log = log(gateways.size());
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> Files.readString(log, StandardCharsets.UTF_8).contains("subscribed"));
        return gateway;
    }

    private Process launchWithoutWaiting(String more) throws IOException {
        return launchWithoutWaiting(HEAP, more);
    }

    private Process launchWithoutWaiting(String heap, String more) throws IOException {
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(
                config,
                GatewayRig.yaml(rig.broker().uri(), rig.aws().endpoint(), rig.gatewayData(), more));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sluice.gateway.Main",
                                "run",
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log(gateways.size() + 1).toFile())
                        .start();
        gateways.add(process);
        return process;
    }

    private Path log(int number) {
        return folder.resolve("gateway-" + number + ".log");
    }
}
