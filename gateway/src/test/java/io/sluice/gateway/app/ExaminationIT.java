/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.app.Examination.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of AWS IoT Core and the deployed rules before the gateway runs. */
class ExaminationIT {

    private static final String RULE = "telemetry_rule";
    private static final String SUBJECT = "topic rule " + RULE;
    private static final String ALL = "SELECT * FROM 'sensors/+/telemetry'";
    private static final String ROUTE =
            """
            routes:
              - {name: telemetry, filter: 'sensors/+/telemetry', stream: telemetry, rule: {name: telemetry_rule%s}}
            """;
    private static final String WITH_SQL = ", sql: \"" + ALL + "\"";

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

    private List<Finding> examined(String mode, String rule, String iotCore)
            throws InterruptedException {
        return Examination.of(rig.config("mode: " + mode + "\n" + ROUTE.formatted(rule) + iotCore));
    }

    private List<Finding> examined(String mode, String rule) throws InterruptedException {
        return examined(mode, rule, rig.iotCore(""));
    }

    private ObjectNode enabled(String sql) {
        return GatewayRig.rule(sql).put("ruleDisabled", false);
    }

    private static List<String> problems(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(SUBJECT))
                .flatMap(finding -> finding.problem().stream())
                .toList();
    }

    private static List<String> notes(List<Finding> findings) {
        return findings.stream().flatMap(finding -> finding.note().stream()).toList();
    }

    @Test
    void findsNothingWrongWhereAllIsWell() throws InterruptedException {
        // Given
        rig.aws().iotRules().create(RULE, enabled(ALL));

        // When
        List<Finding> findings = examined("iot-rule", WITH_SQL);

        // Then
        assertThat(findings).extracting(Finding::problem).containsOnly(Optional.empty());
        assertThat(findings)
                .extracting(Finding::subject)
                .contains("AWS IoT Core at " + rig.aws().mqttTlsUri().orElseThrow(), SUBJECT);
    }

    @Test
    void asksWhereAwsIotCoreIs() throws InterruptedException {
        // Given
        rig.aws().iotRules().create(RULE, enabled(ALL));
        String endpoint = "endpoint: '" + rig.aws().mqttTlsUri().orElseThrow() + "'";

        // When
        List<Finding> findings = examined("iot-rule", "", rig.iotCore("").replace(endpoint, ""));

        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.subject().startsWith("AWS IoT Core at mqtts://"))
                .singleElement()
                .extracting(Finding::problem)
                .isEqualTo(Optional.empty());
    }

    @Test
    void saysWhyAwsIotCoreDoesNotTakeTheConnection() throws InterruptedException {
        // Given: no client certificate
        rig.aws().iotRules().create(RULE, enabled(ALL));
        String withoutCertificate =
                rig.iotCore("").replaceAll(", certificateFile: '[^']*', keyFile: '[^']*'", "");

        // When
        List<Finding> findings = examined("iot-rule", "", withoutCertificate);

        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.subject().startsWith("AWS IoT Core"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).isPresent());
        assertThat(problems(findings)).isEmpty();
    }

    @Test
    void saysThatTheRuleIsMissing() throws InterruptedException {
        // When
        List<Finding> findings = examined("iot-rule", WITH_SQL);

        // Then
        assertThat(problems(findings))
                .containsExactly(
                        "is not there (or the policy does not allow iot:GetTopicRule); deploy it from the template");
    }

    @Test
    void saysThatTheRuleIsMissingThatTheRouteTakesItsSqlFrom() throws InterruptedException {
        // When
        List<Finding> findings = examined("direct", "");

        // Then
        assertThat(problems(findings))
                .singleElement()
                .asString()
                .contains(
                        "there is no topic rule telemetry_rule",
                        "write its SQL as routes[0].rule.sql");
    }

    @Test
    void saysEverythingInWhichTheRuleDiffers() throws InterruptedException {
        // Given
        ObjectNode rule = GatewayRig.rule("SELECT a FROM 'sensors/#'");
        rule.remove("errorAction");
        rule.remove("awsIotSqlVersion");
        ((ObjectNode) rule.at("/actions/0/firehose")).put("separator", ",").put("batchMode", true);
        rig.aws().iotRules().create(RULE, rule);

        // When
        List<Finding> findings = examined("iot-rule", WITH_SQL);

        // Then
        assertThat(problems(findings))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("has the separator comma"),
                        problem -> assertThat(problem).startsWith("has batchMode true"),
                        problem -> assertThat(problem).contains("yields no array"),
                        problem -> assertThat(problem).startsWith("has SQL version 2015-10-08"),
                        problem -> assertThat(problem).startsWith("has other SQL than the route"),
                        problem -> assertThat(problem).startsWith("has no error action"),
                        problem -> assertThat(problem).startsWith("is disabled"));
    }

    @Test
    void onlyNotesInWhatTheRuleDiffersWhileTheModeIsDirect() throws InterruptedException {
        // Given
        ObjectNode rule = GatewayRig.rule(ALL);
        rule.remove("errorAction");
        rig.aws().iotRules().create(RULE, rule);

        // When
        List<Finding> findings = examined("direct", "");

        // Then
        assertThat(findings).extracting(Finding::problem).containsOnly(Optional.empty());
        assertThat(notes(findings)).singleElement().asString().startsWith("has no error action");
        assertThat(findings)
                .extracting(Finding::subject)
                .noneMatch(subject -> subject.startsWith("AWS IoT Core"));
    }

    @Test
    void saysThatReadingsComeTwiceWhereDevicesReachTheRuleThemselves() throws InterruptedException {
        // Given
        rig.aws().iotRules().create(RULE, enabled(ALL));

        // When
        List<Finding> findings = examined("direct", "", rig.iotCore("forwarding: rule-only"));

        // Then
        assertThat(problems(findings)).singleElement().asString().contains("readings come twice");
    }

    @Test
    void saysWhereTheSqlOfARouteIsWrong() throws InterruptedException {
        // When
        List<Finding> findings = examined("direct", ", sql: \"SELECT lenght(a) FROM 'x'\"");

        // Then
        assertThat(problems(findings))
                .singleElement()
                .asString()
                .startsWith("routes[0].rule.sql: line 1, column 8");
    }

    @Test
    void leavesTheConnectionsOfARunningGatewayAlone() throws InterruptedException {
        // Given
        rig.aws().iotRules().create(RULE, enabled(ALL));
        String config = "mode: iot-rule\n" + ROUTE.formatted("") + rig.iotCore("");
        List<String> readings = Readings.numbered(50);
        try (Gateway gateway = rig.start(config);
                Publisher publisher = rig.publisher()) {
            // When
            List<Finding> findings = Examination.of(rig.config(config));

            // Then
            assertThat(findings).extracting(Finding::problem).containsOnly(Optional.empty());
            publisher.publish("sensors/a/telemetry", readings);
            rig.awaitDelivered(readings.size());
            assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(gateway.mode()).isEqualTo("iot-rule");
        }
    }
}
