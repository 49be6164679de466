/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.forward.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages that nobody wants to get: each is delivered, or is in quarantine with its reason and
 * whole; what comes after it is delivered; none vanishes.
 */
class PoisonIT {

    private static final String TOPIC = "sensors/a/telemetry";

    /** One reading a record, so that a record is a reading and its newline. */
    private static final String ALONE =
            """
            routes:
              - {name: telemetry, filter: 'sensors/#', stream: telemetry, linger: 1ms, pack: {enabled: false}%s}
            """;

    /** What a record may hold, less the newline: 1,024,000 bytes, before base64. */
    private static final int LARGEST_READING = 1_024_000 - 1;

    /**
     * The largest packet of MQTT 5 (2.1.4), as the embedded broker takes it, less what surrounds
     * the payload: 268,435,391 bytes.
     */
    private static final int LARGEST_PAYLOAD = 268_435_455 - 64;

    /** A quarter of a gigabyte goes through three disks and as many sockets. */
    private static final Duration LARGE_PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private GatewayRig rig;
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    private final List<String> published = new ArrayList<>();

    @BeforeEach
    void start() {
        rig = GatewayRig.withIotCore(folder);
        rig.aws()
                .onAccepted(
                        (stream, records, at) ->
                                records.forEach(
                                        record -> accepted.add(digest(record, record.length - 1))));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aPayloadOfAnySizeIsDeliveredOrQuarantinedAndHoldsNothingUp() {
        try (Gateway gateway = rig.start(ALONE.formatted(""));
                Publisher publisher = rig.publisher()) {
            // When
            for (int size :
                    List.of(
                            0,
                            1,
                            LARGEST_READING - 1,
                            LARGEST_READING,
                            LARGEST_READING + 1,
                            1_024_000,
                            1_024_001,
                            1_100_000,
                            8 << 20)) {
                publish(publisher, TOPIC, bytes(size));
                publish(publisher, TOPIC, text("{\"after\":" + size + "}"));
            }

            // Then
            awaitAll(gateway);
            assertThat(letters(gateway))
                    .extracting(DeadLetter::reason)
                    .hasSize(5)
                    .containsOnly("too-large");
            assertNothingVanished(gateway);
        }
    }

    @Test
    void theLargestMessageOfMqttIsQuarantinedWhole() {
        // Given: broker, publisher and gateway hold it at the same time here
        assumeTrue(Runtime.getRuntime().maxMemory() > 4L << 30, "a heap of more than 4 GiB");
        try (Gateway gateway = rig.start(ALONE.formatted(""));
                Publisher publisher = rig.publisher()) {
            // When
            publish(publisher, TOPIC, bytes(LARGEST_PAYLOAD));
            publish(publisher, TOPIC, text("{\"after\":true}"));

            // Then
            awaitAll(gateway);
            assertThat(letters(gateway))
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.payload().size()).isEqualTo(LARGEST_PAYLOAD));
            assertNothingVanished(gateway);
        }
    }

    @Test
    void aMessageLargerThanSpoolAndQuarantineHoldsNothingUp() {
        // Given
        String small =
                "spool: {maxBytes: 2MiB, segmentBytes: 1MiB}\nquarantine: {maxBytes: 1MiB}\n";
        try (Gateway gateway = rig.start(ALONE.formatted("") + small);
                Publisher publisher = rig.publisher()) {
            // When
            publish(publisher, TOPIC, bytes(8 << 20));
            publish(publisher, TOPIC, text("{\"after\":true}"));

            // Then
            awaitAll(gateway);
            assertThat(letters(gateway)).hasSize(1);
            assertNothingVanished(gateway);
        }
    }

    @Test
    void aFullQuarantineHoldsReadingsBackUntilThereIsRoomAndThenNoneIsMissing() {
        // Given
        try (Gateway gateway = rig.start(ALONE.formatted("") + "quarantine: {maxBytes: 1MiB}\n");
                Publisher publisher = rig.publisher()) {
            publish(publisher, TOPIC, bytes(1_030_000));
            publish(publisher, TOPIC, bytes(1_040_000));

            // When: it holds more than its bound by now
            publish(publisher, TOPIC, bytes(1_050_000));
            publish(publisher, TOPIC, text("{\"after\":true}"));
            await().atMost(GatewayRig.PATIENCE)
                    .until(
                            () ->
                                    gateway.notReadyBecause()
                                            .toString()
                                            .contains("Quarantine is full"));
            assertThat(accepted).isEmpty();
            List<DeadLetter> first = letters(gateway);
            assertThat(first).hasSize(2);
            gateway.deadLetters().forEach(gateway::purge);

            // Then
            await().atMost(GatewayRig.PATIENCE)
                    .until(() -> accepted.size() == 1 && gateway.deadLetters().size() == 1);
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
            List<String> all = new ArrayList<>(accepted);
            first.forEach(letter -> all.add(digest(letter)));
            letters(gateway).forEach(letter -> all.add(digest(letter)));
            assertThat(all).containsExactlyInAnyOrderElementsOf(published);
        }
    }

    @Test
    void whatIsNoJsonIsQuarantinedWhereTheRuleWantsJson() {
        // Given
        String rule = ", rule: {sql: \"SELECT * FROM 'sensors/+/telemetry' WHERE t > 0\"}";
        List<byte[]> poison =
                List.of(
                        text("hello"),
                        text("{\"t\":1"),
                        text("{\"t\":1} {\"t\":2}"),
                        bytes(100),
                        new byte[] {'{', '"', 't', '"', ':', '"', (byte) 0xC3, '(', '"', '}'},
                        new byte[] {(byte) 0xFF, (byte) 0xFE},
                        text("{\"t\":".repeat(50_000)));
        try (Gateway gateway = rig.start(ALONE.formatted(rule));
                Publisher publisher = rig.publisher()) {
            // When
            for (byte[] one : poison) {
                publish(publisher, TOPIC, one);
                publish(publisher, TOPIC, text("{\"t\":1}"));
            }

            // Then
            awaitAll(gateway);
            assertThat(letters(gateway))
                    .extracting(DeadLetter::reason)
                    .hasSize(poison.size())
                    .containsOnly("rule-failed");
            assertNothingVanished(gateway);
        }
    }

    @Test
    void theLongestTopicIsDeliveredDirectlyAndQuarantinedWhereAwsIotCoreRefusesIt() {
        // Given
        String longest = "sensors/" + "x".repeat(65_535 - "sensors/".length());
        rig.createRule("telemetry_rule", "SELECT * FROM 'sensors/#'");
        String settings = ALONE.formatted(", rule: {name: telemetry_rule}") + rig.iotCore("");
        try (Gateway gateway = rig.start(settings);
                Publisher publisher = rig.publisher()) {
            // When
            publish(publisher, longest, text("{\"way\":\"direct\"}"));
            publish(publisher, TOPIC, text("{\"after\":1}"));
            awaitAll(gateway);
            assertThat(accepted).hasSize(2);
            gateway.changeMode("iot-rule");
            publish(publisher, longest, text("{\"way\":\"rule\"}"));
            publish(publisher, TOPIC, text("{\"after\":2}"));

            // Then
            awaitAll(gateway);
            assertThat(letters(gateway))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.topic()).isEqualTo(longest))
                    .extracting(DeadLetter::reason)
                    .isEqualTo("invalid-record");
            assertNothingVanished(gateway);
        }
    }

    @Test
    void whatFirehoseRefusesForEverIsNarrowedDownToTheReadingThatIsToBlame() throws Exception {
        // Given: packed together with others, several to a call
        try (RefusingFront front = new RefusingFront(rig.aws().endpoint(), "poison")) {
            String settings =
                    """
                    source: {broker: '%s', clientId: gateway, reconnect: {initialDelay: 50ms, maxDelay: 200ms}}
                    routes:
                      - {name: telemetry, filter: 'sensors/#', stream: telemetry, linger: 500ms, pack: {maxReadings: 10}}
                    """
                            .formatted(rig.broker().uri());
            List<String> readings = Readings.numbered(300);
            try (Gateway gateway =
                            new Gateway(
                                    ConfigLoader.parse(
                                            GatewayRig.yaml(
                                                    rig.broker().uri(),
                                                    front.endpoint(),
                                                    rig.gatewayData(),
                                                    settings),
                                            Map.of()));
                    Publisher publisher = rig.publisher()) {
                gateway.start().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

                // When
                publisher.publish(TOPIC, readings.subList(0, 100));
                publisher.publish(TOPIC, List.of("{\"poison\":1}"));
                publisher.publish(TOPIC, readings.subList(100, 200));
                publisher.publish(TOPIC, List.of("{\"poison\":2}"));
                publisher.publish(TOPIC, readings.subList(200, 300));
                rig.awaitDelivered(300);

                // Then
                await().atMost(GatewayRig.PATIENCE).until(() -> gateway.deadLetters().size() == 2);
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                assertThat(letters(gateway))
                        .extracting(DeadLetter::reason)
                        .containsOnly("invalid-record");
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> gateway.notReadyBecause().isEmpty());
            }
        }
    }

    private void publish(Publisher publisher, String topic, byte[] payload) {
        published.add(digest(payload, payload.length));
        publisher
                .publish(topic, payload)
                .orTimeout(LARGE_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void awaitAll(Gateway gateway) {
        await().atMost(LARGE_PATIENCE)
                .until(() -> accepted.size() + gateway.deadLetters().size() >= published.size());
    }

    private void assertNothingVanished(Gateway gateway) {
        List<String> all = new ArrayList<>(accepted);
        letters(gateway).forEach(letter -> all.add(digest(letter)));
        assertThat(all).containsExactlyInAnyOrderElementsOf(published);
        await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
    }

    private static List<DeadLetter> letters(Gateway gateway) {
        return gateway.deadLetters().stream()
                .flatMap(id -> gateway.deadLetter(id).stream())
                .toList();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(DeadLetter letter) {
        byte[] payload = letter.payload().toByteArray();
        return digest(payload, payload.length);
    }

    private static String digest(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return length + ":" + HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(Objects.toString(e), e);
        }
    }
}
