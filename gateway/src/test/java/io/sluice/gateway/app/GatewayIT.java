/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.forward.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayIT {

    private static final String TOPIC = "sensors/device/telemetry";

    @TempDir Path folder;
    private GatewayRig rig;

    @BeforeEach
    void start() {
        rig = new GatewayRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void bringsEveryReadingToTheStreamOnceAndUnchanged() {
        // Given
        List<String> readings = Readings.numbered(3000);
        try (Gateway gateway = rig.start("");
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(gateway.notReadyBecause()).isEmpty();
            assertThat(counters(gateway))
                    .containsEntry("received", 3000L)
                    .containsEntry("delivered", 3000L);
        }
    }

    @Test
    void sendsOnlyRefusedRecordsAgain() {
        // Given: three records of ten are refused inside an HTTP 200, one call of ten as a whole
        rig.aws().faults().set("record-failure=0.3");
        rig.aws().faults().set("throttle=0.1");
        List<String> readings = Readings.numbered(2000);
        try (Gateway gateway =
                        rig.start(
                                "routes: [{name: t, filter: 'sensors/#', stream: telemetry, linger: 20ms, pack: {maxReadings: 10}}]");
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(counters(gateway).get("refusedRecords")).isNotEqualTo(0L);
        }
    }

    @Test
    void keepsEverythingWhileTheStreamIsMissingAndGoesOnOnceItIsThere() {
        List<String> before = Readings.numbered("before", 200);
        List<String> during = Readings.numbered("during", 200);
        try (Gateway gateway = rig.start("");
                Publisher publisher = rig.publisher()) {
            // Given
            publisher.publish(TOPIC, before);
            rig.awaitDelivered(before.size());
            rig.aws().deleteStream(GatewayRig.STREAM);

            // When
            publisher.publish(TOPIC, during);
            await().atMost(GatewayRig.PATIENCE).until(() -> !gateway.notReadyBecause().isEmpty());
            List<String> problems = gateway.notReadyBecause();
            rig.aws().createStream(GatewayRig.STREAM, "bucket");
            rig.awaitDelivered(before.size() + during.size());

            // Then
            assertThat(problems)
                    .singleElement()
                    .asString()
                    .contains("telemetry")
                    .contains("ResourceNotFoundException");
            List<String> all = new ArrayList<>(before);
            all.addAll(during);
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(all);
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
        }
    }

    @Test
    void keepsEverythingWhileCredentialsAreRefused() {
        for (String fault : List.of("access-denied", "expired-token")) {
            List<String> readings = Readings.numbered(fault, 100);
            try (Gateway gateway = rig.start("");
                    Publisher publisher = rig.publisher()) {
                // Given
                rig.aws().faults().set(fault);

                // When
                publisher.publish(TOPIC, readings);
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> !gateway.notReadyBecause().isEmpty());
                rig.aws().faults().clear();

                // Then
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> rig.delivered().containsAll(readings));
                assertThat(rig.delivered()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void oneBlockedRouteDoesNotHoldBackAnother() {
        String routes =
                """
                routes:
                  - {name: good, filter: 'sensors/good/#', stream: telemetry, linger: 20ms}
                  - {name: blocked, filter: 'sensors/blocked/#', stream: nowhere, linger: 20ms}
                """;
        try (Gateway gateway = rig.start(routes);
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish("sensors/blocked/telemetry", Readings.numbered("blocked", 100));
            publisher.publish("sensors/good/telemetry", Readings.numbered("good", 100));
            rig.awaitDelivered(100);

            // Then
            assertThat(rig.delivered())
                    .containsExactlyInAnyOrderElementsOf(Readings.numbered("good", 100));
            await().atMost(GatewayRig.PATIENCE)
                    .until(
                            () ->
                                    gateway.notReadyBecause()
                                            .toString()
                                            .contains("route blocked to stream nowhere"));

            // When: the missing stream is made
            rig.aws().createStream("nowhere", "other");
            rig.awaitDelivered(200);

            // Then
            assertThat(rig.delivered()).containsAll(Readings.numbered("blocked", 100)).hasSize(200);
        }
    }

    @Test
    void overlappingRoutesBothGetTheReadingOnce() {
        String routes =
                """
                routes:
                  - {name: all, filter: 'sensors/#', stream: telemetry, linger: 20ms}
                  - {name: one, filter: 'sensors/device/telemetry', stream: second, linger: 20ms}
                """;
        rig.aws().createStream("second", "second");
        try (Gateway gateway = rig.start(routes);
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, Readings.numbered(50));
            rig.awaitDelivered(100);
            assertThat(Readings.in(rig.aws().buckets().resolve("bucket")))
                    .containsExactlyInAnyOrderElementsOf(Readings.numbered(50));
            assertThat(Readings.in(rig.aws().buckets().resolve("second")))
                    .containsExactlyInAnyOrderElementsOf(Readings.numbered(50));
            assertThat(gateway.notReadyBecause()).isEmpty();
        }
    }

    @Test
    void quarantinesWhatIsTooLargeAndCanPurgeIt() {
        byte[] tooLarge = new byte[1_024_000];
        try (Gateway gateway = rig.start("");
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish(TOPIC, List.of("first"));
            publisher.publish(TOPIC, tooLarge).join();
            publisher.publish(TOPIC, List.of("last"));
            rig.awaitDelivered(2);

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrder("first", "last");
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.deadLetters().size() == 1);
            String id = gateway.deadLetters().get(0);
            DeadLetter letter = gateway.deadLetter(id).orElseThrow();
            assertThat(letter.reason()).isEqualTo("too-large");
            assertThat(letter.topic()).isEqualTo(TOPIC);
            assertThat(letter.payload().size()).isEqualTo(tooLarge.length);
            assertThat(gateway.purge(id)).isTrue();
            assertThat(gateway.deadLetters()).isEmpty();
        }
    }

    @Test
    void quarantinesWhatNoRouteWantsAndReplaysItOnceOneDoes() {
        // Given: a session that still has the subscription of an earlier configuration
        rig.start("routes: [{name: old, filter: 'sensors/#', stream: telemetry}]").stop();
        List<String> readings = Readings.numbered(3);
        try (Publisher publisher = rig.publisher()) {
            try (Gateway gateway =
                    rig.start("routes: [{name: new, filter: 'machines/#', stream: telemetry}]")) {
                // When
                publisher.publish(TOPIC, readings);
                await().atMost(GatewayRig.PATIENCE).until(() -> gateway.deadLetters().size() == 3);
                gateway.stop();
            }
            // Then
            try (Gateway gateway =
                    rig.start(
                            "routes: [{name: again, filter: 'sensors/#', stream: telemetry, linger: 20ms}]")) {
                gateway.deadLetters().forEach(id -> assertThat(gateway.replay(id)).isTrue());
                rig.awaitDelivered(3);
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                await().atMost(GatewayRig.PATIENCE).until(() -> gateway.deadLetters().isEmpty());
            }
        }
    }

    @Test
    void withBrokerDurabilityTheBrokerHoldsWhatFirehoseHasNotAccepted() {
        // Given
        rig.aws().faults().set("throttle=1");
        List<String> readings = Readings.numbered(500);
        try (Publisher publisher = rig.publisher()) {
            try (Gateway gateway = rig.start("spool: {durability: broker}")) {
                publisher.publish(TOPIC, readings);
                await().atMost(GatewayRig.PATIENCE).until(() -> 500L == count(gateway, "received"));
                assertThat(counters(gateway)).containsEntry("acknowledged", 0L);
                // When: it goes away with all of them in memory
            }
            rig.aws().faults().clear();
            try (Gateway gateway = rig.start("spool: {durability: broker}")) {
                rig.awaitDelivered(readings.size());

                // Then
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> 500L == count(gateway, "acknowledged"));
            }
        }
    }

    @Test
    void aStopSendsWhatItHoldsAndTheNextStartSendsNothingTwice() {
        List<String> readings = Readings.numbered(1000);
        try (Publisher publisher = rig.publisher()) {
            Gateway first =
                    rig.start(
                            "routes: [{name: t, filter: 'sensors/#', stream: telemetry, linger: 10m}]");
            publisher.publish(TOPIC, readings);
            await().atMost(GatewayRig.PATIENCE).until(() -> 1000L == count(first, "acknowledged"));
            first.stop();
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);

            try (Gateway second =
                    rig.start(
                            "routes: [{name: t, filter: 'sensors/#', stream: telemetry, linger: 20ms}]")) {
                publisher.publish(TOPIC, List.of("later"));
                rig.awaitDelivered(1001);
                assertThat(rig.delivered()).hasSize(1001).contains("later");
                assertThat(counters(second)).containsEntry("received", 1L);
            }
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsRestarted() {
        List<String> before = Readings.numbered("before", 300);
        List<String> after = Readings.numbered("after", 300);
        try (Gateway gateway = rig.start("");
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, before);
            // When
            rig.broker().restart();
            try (Publisher again = rig.publisher()) {
                again.publish(TOPIC, after);
            }

            // Then
            List<String> all = new ArrayList<>(before);
            all.addAll(after);
            await().atMost(GatewayRig.PATIENCE).until(() -> rig.delivered().containsAll(all));
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
        }
    }

    @Test
    void leavesWhatDoesNotFitInMemoryToTheBrokerWhileTheSpoolIsFull() {
        // Given: room for 2 MiB on disk and 1 MiB in memory, and 6 MB of readings
        rig.aws().faults().set("throttle=1");
        List<String> readings =
                Readings.numbered(60).stream()
                        .map(reading -> reading + " ".repeat(100_000))
                        .toList();
        String small =
                """
                source: {broker: '%s', clientId: gateway, maxUnsettledBytes: 1MiB, reconnect: {initialDelay: 50ms, maxDelay: 200ms}}
                spool: {maxBytes: 2MiB, segmentBytes: 1MiB}
                """
                        .formatted(rig.broker().uri());
        try (Gateway gateway = rig.start(small);
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, readings);
            await().atMost(GatewayRig.PATIENCE)
                    .until(
                            () ->
                                    gateway.notReadyBecause()
                                            .toString()
                                            .contains("maxUnsettledBytes"));
            assertThat(count(gateway, "received")).isLessThan(45);

            // When
            rig.aws().faults().clear();

            // Then
            await().atMost(GatewayRig.PATIENCE).until(() -> rig.delivered().containsAll(readings));
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
        }
    }

    @Test
    void carriesBytesThatAreNoText() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        List<byte[]> accepted = java.util.Collections.synchronizedList(new ArrayList<>());
        rig.aws().onAccepted((stream, records, at) -> accepted.addAll(records));
        try (Gateway gateway =
                        rig.start(
                                "routes: [{name: t, filter: 'sensors/#', stream: telemetry, linger: 1ms, pack: {enabled: false}}]");
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, bytes).join();
            publisher.publish(TOPIC, new byte[0]).join();
            await().atMost(GatewayRig.PATIENCE).until(() -> accepted.size() == 2);
            byte[] withNewline = java.util.Arrays.copyOf(bytes, 257);
            withNewline[256] = '\n';
            assertThat(accepted)
                    .containsExactlyInAnyOrder(withNewline, "\n".getBytes(StandardCharsets.UTF_8));
            assertThat(gateway.notReadyBecause()).isEmpty();
        }
    }

    private static long count(Gateway gateway, String counter) {
        return (Long) Objects.requireNonNull(counters(gateway).get(counter));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> counters(Gateway gateway) {
        return (Map<String, Object>) Objects.requireNonNull(gateway.status().get("counters"));
    }
}
