/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.admin.ModeRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeIT {

    private static final String TOPIC = "sensors/a/telemetry";
    private static final Pattern BEHIND_NOTHING =
            Pattern.compile("sluice_lane_behind_bytes\\{[^}]*} 0(\\.0)?\\s");
    private static final String RULE = "telemetry_rule";
    private static final String ALL = "SELECT * FROM 'sensors/+/telemetry'";
    private static final String ROUTE =
            """
            routes:
              - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, linger: 20ms, rule: {name: telemetry_rule}}
            """;

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

    private String relayed(String mode) {
        return "mode: " + mode + "\n" + ROUTE + rig.iotCore("");
    }

    @Test
    void bringsEveryReadingThroughTheTopicRule() {
        // Given
        rig.createRule(RULE, ALL);
        List<String> readings = Readings.numbered(1000);
        try (Gateway gateway = rig.start(relayed("iot-rule"));
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(rig.aws().iot().counters().of(RULE, "RulesExecuted")).isEqualTo(1000);
            assertThat(rig.aws().iot().counters().of("PublishIn.Throttle")).isZero();
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
            assertThat(gateway.mode()).isEqualTo("iot-rule");
        }
    }

    @Test
    void losesNothingWhileTheModeChangesAgainAndAgain() throws Exception {
        // Given
        rig.createRule(RULE, ALL);
        List<String> readings = Readings.numbered(4000);
        try (Gateway gateway = rig.start(relayed("direct"));
                Publisher publisher = rig.publisher()) {
            Thread devices =
                    new Thread(
                            () -> {
                                for (int from = 0; from < readings.size(); from += 50) {
                                    publisher.publish(TOPIC, readings.subList(from, from + 50));
                                }
                            });
            devices.start();

            // When
            for (int i = 0; i < 6; i++) {
                gateway.changeMode(i % 2 == 0 ? "iot-rule" : "direct");
            }
            devices.join();

            // Then
            await().atMost(GatewayRig.PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> new HashSet<>(rig.delivered()).size() == readings.size());
            assertThat(rig.delivered()).hasSize(readings.size());
        }
    }

    @Test
    void isInTheModeThatWasChosenLastAfterARestart() {
        // Given
        rig.createRule(RULE, ALL);
        try (Gateway gateway = rig.start(relayed("direct"))) {
            gateway.changeMode("iot-rule");
        }

        // When
        try (Gateway again = rig.start(relayed("direct"))) {
            // Then
            assertThat(again.mode()).isEqualTo("iot-rule");
        }

        // And: what the configuration says later is the later choice
        try (Gateway configured = rig.start(relayed("iot-rule"))) {
            configured.changeMode("direct");
            assertThat(configured.mode()).isEqualTo("direct");
        }
    }

    @Test
    void startsWithTheRuleAsItWasWhileAwsDoesNotAnswerAndSaysThatItHasChangedSince()
            throws Exception {
        // Given: a gateway has seen the rule, then it was changed, and AWS cannot be reached
        List<String> readings = Readings.numbered(100);
        rig.createRule(RULE, ALL);
        rig.start(relayed("direct")).close();
        rig.aws().iotRules().replace(RULE, GatewayRig.rule("SELECT n FROM 'sensors/+/telemetry'"));
        try (CutLine line = new CutLine(rig.aws().endpoint());
                Publisher publisher = rig.publisher()) {
            line.swallow();

            // When
            try (Gateway gateway = rig.startAt(line.uri(), relayed("direct"))) {
                publisher.publish(TOPIC, readings);
                line.cut(); // and whole from now on
                rig.awaitDelivered(readings.size());

                // Then
                assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
                await().atMost(GatewayRig.PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(gateway.notReadyBecause())
                                                .anySatisfy(
                                                        problem ->
                                                                assertThat(problem)
                                                                        .contains(
                                                                                "other SQL than the route: SELECT n",
                                                                                "restart the gateway")));
            }
        }

        // And: a restart takes it as it is now
        try (Gateway again = rig.start(relayed("direct"))) {
            await().atMost(GatewayRig.PATIENCE).until(() -> again.notReadyBecause().isEmpty());
        }
    }

    @Test
    void refusesAWayThatIsNotGoodAndGoesOnTheOldOne() {
        // Given: no such rule
        List<String> readings = Readings.numbered(100);
        rig.createRule("other", ALL);
        try (Gateway gateway =
                        rig.start(
                                relayed("direct")
                                        .replace(
                                                "{name: telemetry_rule}",
                                                "{name: telemetry_rule, sql: \"SELECT * FROM 'x'\"}"));
                Publisher publisher = rig.publisher()) {
            // When
            assertThatThrownBy(() -> gateway.changeMode("iot-rule"))
                    // Then
                    .isInstanceOf(ModeRefusedException.class)
                    .hasMessageContaining("topic rule telemetry_rule is not there")
                    .hasMessageContaining("direct stays in force");
            assertThat(gateway.mode()).isEqualTo("direct");
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());
        }
    }

    @Test
    void holdsReadingsBackWhileTheRuleIsDisabled() {
        // Given
        rig.createRule(RULE, ALL);
        List<String> readings = Readings.numbered(200);
        try (Gateway gateway = rig.start(relayed("iot-rule"));
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, readings.subList(0, 100));
            rig.awaitDelivered(100);
            await().atMost(GatewayRig.PATIENCE)
                    .until(() -> BEHIND_NOTHING.matcher(gateway.metrics()).find());
            rig.aws().iotRules().disable(RULE);
            await().atMost(GatewayRig.PATIENCE)
                    .until(() -> gateway.notReadyBecause().toString().contains("is disabled"));

            // When
            publisher.publish(TOPIC, readings.subList(100, 200));
            rig.aws().iotRules().enable(RULE);
            rig.awaitDelivered(200);

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(rig.aws().iot().counters().of("RuleNotFound")).isZero();
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());
        }
    }

    @Test
    void putsWhatTheRuleFailedForBackIntoTheSpool() {
        // Given
        rig.createRule(RULE, ALL);
        List<String> readings = Readings.numbered(100);
        rig.aws().faults().set("rule-failure=0.3");
        try (Gateway gateway =
                        rig.start(
                                "mode: iot-rule\n"
                                        + ROUTE
                                        + rig.iotCore(
                                                "errorTopic: sluice/rule-errors\n  onRuleError: spool"));
                Publisher publisher = rig.publisher()) {
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.notReadyBecause().isEmpty());

            // When
            publisher.publish(TOPIC, readings);
            rig.awaitDelivered(readings.size());

            // Then
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(gateway.metrics()).containsPattern("sluice_rule_errors_total [1-9]");
        }
    }

    @Test
    void quarantinesWhatIotCoreCannotTake() {
        // Given
        rig.createRule(RULE, ALL.replace("sensors/+/telemetry", "#"));
        String deep = "sensors/1/2/3/4/5/6/7/8";
        try (Gateway gateway =
                        rig.start(relayed("iot-rule").replace("sensors/+/telemetry", "sensors/#"));
                Publisher publisher = rig.publisher()) {
            // When
            publisher.publish(deep, "deep".getBytes(StandardCharsets.UTF_8)).join();
            publisher.publish(TOPIC, new byte[131_073]).join();
            publisher.publish(TOPIC, Readings.numbered(10));
            rig.awaitDelivered(10);

            // Then
            await().atMost(GatewayRig.PATIENCE).until(() -> gateway.deadLetters().size() == 2);
            List<String> reasons = new ArrayList<>();
            gateway.deadLetters()
                    .forEach(id -> reasons.add(gateway.deadLetter(id).orElseThrow().reason()));
            assertThat(reasons).containsExactlyInAnyOrder("invalid-record", "too-large");
        }
    }
}
