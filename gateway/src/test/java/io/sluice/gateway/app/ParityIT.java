/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same readings by the direct way and by the relay, through the same rule: what lands in the
 * objects is the same, byte for byte, but for the order of the records, which neither way keeps.
 */
class ParityIT {

    private static final String RULE = "telemetry_rule";
    private static final int READINGS = 2_000;

    @TempDir Path folder;

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("SELECT * FROM 'sensors/+/telemetry'", "\n", false),
                Arguments.of("SELECT * FROM 'sensors/+/telemetry'", "", false),
                Arguments.of("SELECT * FROM 'sensors/+/telemetry' WHERE t > 20", "\n", false),
                Arguments.of(
                        "SELECT *, topic(2) AS device, t * 9 / 5 + 32 AS fahrenheit FROM 'sensors/+/telemetry'",
                        "\r\n",
                        false),
                Arguments.of(
                        """
                        SELECT t, name AS text.name, upper(name) AS text.upper, length(name) AS text.length,
                          nested.a.b AS deep.er.b, get(nested.a.b.c, 0) AS deep.first, abs(n) AS n, big, big + 0 AS sum,
                          get(arr, 0) AS arr.first, topic(2) AS device, md5(name) AS hash,
                          CASE t WHEN 28 THEN 'warm' ELSE 'other' END AS kind
                        FROM 'sensors/+/telemetry' WHERE t >= 20 AND NOT isUndefined(t)
                        """,
                        "\n",
                        false),
                Arguments.of(
                        "SELECT encode(*, 'base64') AS data, topic() AS topic FROM 'sensors/+/telemetry'",
                        ",",
                        false),
                Arguments.of("SELECT VALUE nested FROM 'sensors/+/telemetry'", "\n", false),
                Arguments.of("SELECT VALUE * FROM 'sensors/+/telemetry'", "\n", true),
                Arguments.of("SELECT * FROM 'sensors/+/telemetry'", "\t", true),
                Arguments.of("SELECT VALUE [t, name, arr] FROM 'sensors/+/telemetry'", "\n", true));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bringsTheSameBytesByBothWays(String sql, String separator, boolean batchMode)
            throws Exception {
        // Given
        List<byte[]> readings = AwkwardReadings.some(READINGS);
        try (GatewayRig rig = GatewayRig.withIotCore(folder)) {
            ObjectNode rule = GatewayRig.rule(sql.strip());
            ((ObjectNode) rule.at("/actions/0/firehose"))
                    .put("separator", separator)
                    .put("batchMode", batchMode);
            if (separator.isEmpty()) {
                ((ObjectNode) rule.at("/actions/0/firehose")).remove("separator");
            }
            rig.aws().iotRules().create(RULE, rule);
            String routes =
                    """
                    routes:
                      - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, rule: {name: telemetry_rule}}
                    """;
            try (Gateway gateway = rig.start(routes + rig.iotCore(""));
                    Publisher publisher = rig.publisher()) {
                // When
                List<byte[]> direct = sent(readings, rig, gateway, publisher, READINGS);
                List<String> quarantined = gateway.deadLetters();
                gateway.changeMode("iot-rule");
                List<byte[]> relayed = sent(readings, rig, gateway, publisher, 2 * READINGS);

                // Then
                assertThat(size(relayed)).isEqualTo(size(direct)).isPositive();
                assertThat(pieces(relayed, separator)).isEqualTo(pieces(direct, separator));
                // what SQL fails for is nowhere in AWS but in a counter, and in quarantine here
                assertThat(quarantined)
                        .hasSize((int) rig.aws().iot().counters().of(RULE, "ParseError"));
                assertThat(gateway.deadLetters()).hasSameSizeAs(quarantined);
                assertThat(rig.aws().iot().counters().of(RULE, "Failure")).isZero();
            }
        }
    }

    /** Publishes, and returns the objects that come of it. */
    private static List<byte[]> sent(
            List<byte[]> readings, GatewayRig rig, Gateway gateway, Publisher publisher, long all)
            throws IOException {
        Set<Path> before = new HashSet<>(objects(rig));
        List<CompletableFuture<?>> acknowledgements = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            acknowledgements.add(
                    publisher.publish("sensors/" + i % 7 + "/telemetry", readings.get(i)));
        }
        CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> value(gateway, "counters", "acknowledged") == all && isIdle(gateway));
        List<byte[]> contents = new ArrayList<>();
        for (Path object : objects(rig)) {
            if (!before.contains(object)) {
                contents.add(Files.readAllBytes(object));
            }
        }
        return contents;
    }

    private static List<Path> objects(GatewayRig rig) throws IOException {
        rig.aws().flush();
        if (!Files.isDirectory(rig.aws().buckets())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(rig.aws().buckets())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean isIdle(Gateway gateway) {
        List<Map<String, Object>> lanes =
                (List<Map<String, Object>>) Objects.requireNonNull(gateway.status().get("lanes"));
        return lanes.stream().allMatch(lane -> Objects.equals(lane.get("bytesBehind"), 0L));
    }

    private static long value(Gateway gateway, String section, String name) {
        Map<?, ?> values = (Map<?, ?>) Objects.requireNonNull(gateway.status().get(section));
        return ((Number) Objects.requireNonNull(values.get(name))).longValue();
    }

    private static long size(List<byte[]> contents) {
        return contents.stream().mapToLong(content -> content.length).sum();
    }

    /**
     * What lies between the separators, sorted, as a character a byte. Without a separator nothing
     * says where a record ends: then the bytes themselves.
     */
    private static List<String> pieces(List<byte[]> contents, String separator) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        contents.forEach(all::writeBytes);
        if (separator.isEmpty()) {
            byte[] bytes = all.toByteArray();
            Arrays.sort(bytes);
            return List.of(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return Stream.of(all.toString(StandardCharsets.ISO_8859_1).split(separator, -1))
                .sorted()
                .toList();
    }
}
