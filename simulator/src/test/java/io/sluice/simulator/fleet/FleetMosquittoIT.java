/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.simulator.ledger.Ledger;
import io.sluice.simulator.ledger.LedgerSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker of another make. */
class FleetMosquittoIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(
                Mosquitto.isInstalled(),
                "NOT TESTED: /usr/sbin/mosquitto is missing; apt-get install mosquitto");
    }

    @Test
    void publishesExactlyTheCountAndEverythingIsAcknowledgedAndArrives() throws Exception {
        // Given
        try (Mosquitto broker = Mosquitto.start(directory);
                RecordingSubscriber subscriber =
                        new RecordingSubscriber(broker, "sensors/+/telemetry");
                Ledger ledger = Ledger.open(directory.resolve("ledger"))) {
            FleetOptions options =
                    FleetOptions.builder(broker.url())
                            .devices(7)
                            .connections(3)
                            .count(5_000)
                            .maxRate(true)
                            .build();

            // When
            FleetSummary summary;
            try (Fleet fleet = Fleet.start(options, ledger)) {
                await().atMost(SOON).until(fleet::isFinished);
                summary = fleet.stop(SOON);
            }

            // Then
            assertThat(summary.published()).isEqualTo(5_000);
            assertThat(summary.acknowledged()).isEqualTo(5_000);
            assertThat(summary.isSettled()).isTrue();
            assertThat(ledger.thisRun().acknowledged()).isEqualTo(5_000);
            await().atMost(SOON).until(() -> subscriber.arrived().size() == 5_000);
            assertThat(subscriber.arrived()).isEqualTo(numbersWithoutGaps(7, 5_000));
        }
    }

    @Test
    void losesNothingWhenTheBrokerRestartsInMidFlow() throws Exception {
        // Given
        Path file = directory.resolve("ledger");
        try (Mosquitto broker = Mosquitto.start(directory);
                RecordingSubscriber subscriber =
                        new RecordingSubscriber(broker, "sensors/+/telemetry")) {
            FleetSummary summary;
            FleetOptions options =
                    FleetOptions.builder(broker.url())
                            .devices(20)
                            .connections(2)
                            .maxRate(true)
                            .window(500)
                            .build();
            try (Ledger ledger = Ledger.open(file);
                    Fleet fleet = Fleet.start(options, ledger)) {
                await().atMost(SOON).until(() -> fleet.acknowledged() > 2_000);

                // When
                broker.stop();
                long before = fleet.acknowledged();
                broker.start();
                subscriber.connect();
                await().atMost(SOON).until(() -> fleet.acknowledged() > before + 2_000);
                summary = fleet.stop(SOON);
            }

            // Then
            LedgerSnapshot ledger = LedgerSnapshot.read(file);
            assertThat(summary.isSettled()).isTrue();
            assertThat(ledger.sent()).isEqualTo(summary.published());
            assertThat(ledger.acknowledged()).isEqualTo(summary.published());
            await().atMost(SOON).until(() -> subscriber.arrived().size() == summary.published());
            assertThat(subscriber.arrived()).allMatch(reading -> isSent(ledger, reading));
        }
    }

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        // Given
        try (Mosquitto broker = Mosquitto.prepare(directory, "allow_anonymous true");
                Ledger ledger = Ledger.inMemory();
                Fleet fleet =
                        Fleet.start(
                                FleetOptions.builder(broker.url())
                                        .interval(Duration.ofMillis(20))
                                        .build(),
                                ledger)) {
            // When
            broker.start();

            // Then
            await().atMost(SOON).until(() -> fleet.acknowledged() > 10);
            assertThat(fleet.failure()).isEmpty();
            assertThat(fleet.stop(SOON).isSettled()).isTrue();
        }
    }

    @Test
    void saysInOneLineThatTheBrokerRefusesIt() throws Exception {
        // Given
        Files.createFile(directory.resolve("passwords"));
        try (Mosquitto broker =
                        Mosquitto.prepare(
                                directory,
                                "allow_anonymous false",
                                "password_file " + directory.resolve("passwords"));
                Ledger ledger = Ledger.inMemory()) {
            broker.start();

            // When
            try (Fleet fleet = Fleet.start(FleetOptions.builder(broker.url()).build(), ledger)) {
                await().atMost(SOON).until(fleet::isFinished);

                // Then
                assertThat(fleet.failure())
                        .hasValueSatisfying(
                                line ->
                                        assertThat(line)
                                                .startsWith(
                                                        "broker "
                                                                + broker.url()
                                                                + " refused the connection: not authorized")
                                                .contains("--password-file"));
            }
        }
    }

    @Test
    void sendsAtQos0WithoutExpectingAcknowledgements() throws Exception {
        // Given
        try (Mosquitto broker = Mosquitto.start(directory);
                RecordingSubscriber subscriber = new RecordingSubscriber(broker, "plain/+");
                Ledger ledger = Ledger.inMemory()) {
            FleetOptions options =
                    FleetOptions.builder(broker.url())
                            .qos(0)
                            .topic("plain/{device}")
                            .count(300)
                            .maxRate(true)
                            .build();

            // When
            FleetSummary summary;
            try (Fleet fleet = Fleet.start(options, ledger)) {
                await().atMost(SOON).until(fleet::isFinished);
                summary = fleet.stop(SOON);
            }

            // Then
            assertThat(summary.published()).isEqualTo(300);
            assertThat(summary.acknowledged()).isZero();
            assertThat(summary.isSettled()).isTrue();
            assertThat(ledger.snapshot().acknowledged()).isZero();
            await().atMost(SOON).until(() -> subscriber.messages() == 300);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        // Given
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        try (Mosquitto broker = Mosquitto.start(directory);
                Ledger ledger = Ledger.inMemory()) {
            Fleet fleet =
                    Fleet.start(
                            FleetOptions.builder(broker.url()).count(100).maxRate(true).build(),
                            ledger);
            await().atMost(SOON).until(fleet::isFinished);

            // When
            fleet.stop(SOON);

            // Then
            await().atMost(SOON)
                    .until(
                            () ->
                                    Thread.getAllStackTraces().keySet().stream()
                                            .filter(thread -> !before.contains(thread))
                                            .noneMatch(
                                                    thread -> thread.getName().contains("MQTT")));
        }
    }

    private static Set<String> numbersWithoutGaps(int devices, int count) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < count; i++) {
            expected.add("device-000" + (i % devices + 1) + "/" + i / devices);
        }
        return expected;
    }

    private static boolean isSent(LedgerSnapshot ledger, String reading) {
        String[] parts = reading.split("/", 2);
        return ledger.isSent(parts[0], Long.parseLong(parts[1]));
    }
}
