/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of one reading have one name, and no two readings have the same. */
class SluiceIdIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "sensors/a/telemetry";
    private static final String NAMED =
            "SELECT *, get(get_user_properties('sluice-id'), 0) AS sluice_id FROM"
                    + " 'sensors/+/telemetry'";

    @TempDir Path folder;
    private GatewayRig rig;

    @BeforeEach
    void start() {
        rig = GatewayRig.withIotCore(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String route(String more) {
        return """
        routes:
          - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, sluiceId: true%s}
        shutdown: {drainTimeout: 100ms}
        """
                .formatted(more);
    }

    @Test
    void namesReadingsWithoutARuleAndNamesACopyTheSame() throws Exception {
        // Given: Firehose takes everything and answers nothing
        rig.aws().faults().set("lost-answer=1");
        List<String> readings = Readings.numbered(40);
        try (Publisher publisher = rig.publisher()) {
            try (Gateway gateway = rig.start(route(""))) {
                publisher.publish(TOPIC, readings);
                rig.awaitDelivered(readings.size());
                assertThat(gateway.mode()).isEqualTo("direct");
            }

            // When: another run sends again what it finds in the spool
            rig.aws().faults().clear();
            try (Gateway again = rig.start(route(""))) {
                publisher.publish(TOPIC, List.of("no JSON"));
                await().atMost(GatewayRig.PATIENCE).until(() -> isIdle(again));
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> rig.delivered().contains("no JSON"));
                assertThat(again.metrics())
                        .containsPattern("sluice_readings_unnamed_total\\{[^}]*} 1");
            }
        }

        // Then
        List<String> lines = new ArrayList<>(rig.delivered());
        lines.remove("no JSON");
        assertThat(lines).hasSizeGreaterThan(readings.size());
        Map<String, Set<String>> copies = byName(lines);
        assertThat(copies).hasSize(readings.size());
        assertThat(copies.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(lines.stream().map(line -> line.replaceFirst(",\"sluice_id\":\"[^\"]*\"", "")))
                .containsAll(readings);
    }

    @Test
    void namesAReadingTheSameByBothWays() throws Exception {
        // Given: sent directly, with no answer
        rig.createRule("telemetry_rule", NAMED);
        rig.aws().faults().set("lost-answer=1");
        String settings = route(", rule: {name: telemetry_rule}") + rig.iotCore("");
        List<String> readings = Readings.numbered(40);
        try (Publisher publisher = rig.publisher()) {
            try (Gateway gateway = rig.start("mode: direct\n" + settings)) {
                publisher.publish(TOPIC, readings);
                rig.awaitDelivered(readings.size());
                assertThat(gateway.deadLetters()).isEmpty();
            }
            Set<String> direct = byName(rig.delivered()).keySet();
            int before = rig.delivered().size();

            // When: and then again, by the rule
            rig.aws().faults().clear();
            try (Gateway again = rig.start("mode: iot-rule\n" + settings)) {
                await().atMost(GatewayRig.PATIENCE)
                        .until(() -> rig.delivered().size() >= before + readings.size());
                await().atMost(GatewayRig.PATIENCE).until(() -> isIdle(again));
            }

            // Then: byte for byte the same
            assertThat(rig.aws().iot().counters().of("telemetry_rule", "RulesExecuted"))
                    .isPositive();
            Map<String, Set<String>> copies = byName(rig.delivered());
            assertThat(copies.keySet()).isEqualTo(direct).hasSize(readings.size());
            assertThat(copies.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        }
    }

    private static Map<String, Set<String>> byName(List<String> lines) throws Exception {
        Map<String, Set<String>> byName = new HashMap<>();
        for (String line : lines) {
            String name = JSON.readTree(line).path("sluice_id").asText();
            assertThat(name).startsWith("gateway-");
            byName.computeIfAbsent(name, one -> new TreeSet<>()).add(line);
        }
        return byName;
    }

    @SuppressWarnings("unchecked")
    private static boolean isIdle(Gateway gateway) {
        List<Map<String, Object>> lanes =
                (List<Map<String, Object>>) Objects.requireNonNull(gateway.status().get("lanes"));
        return lanes.stream().allMatch(lane -> Objects.equals(lane.get("bytesBehind"), 0L));
    }
}
