/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    private static final String ROUTE = "{name: r, filter: a, stream: s}";

    private static final String SMALLEST =
            """
            source: {broker: mqtt://localhost}
            routes: [%s]
            aws: {region: eu-west-1}
            """
                    .formatted(ROUTE);

    @Test
    void hasTheseDefaults() {
        // When
        GatewayConfig settings = RecordSettings.bind(GatewayConfig.class, SMALLEST);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new GatewayConfig(
                                Mode.DIRECT,
                                Path.of("./data/gateway"),
                                RecordSettings.bind(SourceConfig.class, "broker: mqtt://localhost"),
                                RecordSettings.bind(SpoolConfig.class, ""),
                                List.of(RecordSettings.bind(RouteConfig.class, ROUTE)),
                                RecordSettings.bind(AwsConfig.class, "region: eu-west-1"),
                                RecordSettings.bind(FirehoseConfig.class, ""),
                                RecordSettings.bind(IotCoreConfig.class, ""),
                                RecordSettings.bind(QuarantineConfig.class, ""),
                                RecordSettings.bind(AdminConfig.class, ""),
                                RecordSettings.bind(ShutdownConfig.class, "")));
    }

    @Test
    void takesEveryKey() {
        // Given: each section's own keys are its own test's
        String yaml =
                """
                mode: direct
                dataDirectory: /var/lib/sluice
                source: {broker: mqtt://elsewhere}
                spool: {durability: broker}
                routes:
                  - %s
                  - {name: r2, filter: '#', stream: s}
                aws: {region: us-east-1}
                firehose: {concurrency: 1}
                iotCore: {maxConnections: 2}
                quarantine: {maxBytes: 1MiB}
                admin: {port: 0}
                shutdown: {drainTimeout: 1s}
                """
                        .formatted(ROUTE);

        // When
        GatewayConfig settings = RecordSettings.bind(GatewayConfig.class, yaml);

        // Then
        assertThat(settings)
                .isEqualTo(
                        new GatewayConfig(
                                Mode.DIRECT,
                                Path.of("/var/lib/sluice"),
                                RecordSettings.bind(SourceConfig.class, "broker: mqtt://elsewhere"),
                                RecordSettings.bind(SpoolConfig.class, "durability: broker"),
                                List.of(
                                        RecordSettings.bind(RouteConfig.class, ROUTE),
                                        RecordSettings.bind(
                                                RouteConfig.class,
                                                "{name: r2, filter: '#', stream: s}")),
                                RecordSettings.bind(AwsConfig.class, "region: us-east-1"),
                                RecordSettings.bind(FirehoseConfig.class, "concurrency: 1"),
                                RecordSettings.bind(IotCoreConfig.class, "maxConnections: 2"),
                                RecordSettings.bind(QuarantineConfig.class, "maxBytes: 1MiB"),
                                RecordSettings.bind(AdminConfig.class, "port: 0"),
                                RecordSettings.bind(ShutdownConfig.class, "drainTimeout: 1s")));
        GatewayConfig defaults = RecordSettings.bind(GatewayConfig.class, SMALLEST);
        assertThat(settings.dataDirectory()).isNotEqualTo(defaults.dataDirectory());
        assertThat(settings.routes()).isNotEqualTo(defaults.routes());
    }

    @Test
    void demandsTheNameOfTheRuleInTheModeThatNeedsIt() {
        // When
        var problems =
                RecordSettings.refusalsOf(GatewayConfig.class, "mode: iot-rule\n" + SMALLEST);

        // Then
        assertThat(problems)
                .containsExactly(
                        "routes[0].rule.name: is missing, and mode is iot-rule; name the deployed"
                                + " topic rule (line 3)");
    }

    @Test
    void refusesToNameReadingsThatHaveNoPlaceInALog() {
        // When
        var problems =
                RecordSettings.refusalsOf(
                        GatewayConfig.class,
                        "spool: {durability: broker}\n"
                                + SMALLEST.replace("{name: r,", "{name: r, sluiceId: true,"));

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("routes[0].sluiceId: is on, and spool.durability is broker");
    }

    @Test
    void namesItsConnectionsToIotCoreAfterItsSession() {
        // Given
        String yaml = SMALLEST.replace("mqtt://localhost", "mqtt://localhost, clientId: gw-7");

        // When
        GatewayConfig settings = RecordSettings.bind(GatewayConfig.class, yaml);

        // Then
        assertThat(settings.relayClientIdPrefix()).isEqualTo("gw-7-relay");
        assertThat(
                        RecordSettings.bind(
                                        GatewayConfig.class,
                                        yaml + "iotCore: {clientIdPrefix: edge}")
                                .relayClientIdPrefix())
                .isEqualTo("edge");
    }

    @Test
    void takesASlotForSessionAndSpoolTogetherOnly() {
        // When
        var problems =
                RecordSettings.refusalsOf(
                        GatewayConfig.class, SMALLEST + "dataDirectory: '/data/{slot}'");

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("dataDirectory hold {slot} both, or neither");
    }

    @Test
    void refusesToHaveNoRoute() {
        // When
        var problems =
                RecordSettings.refusalsOf(
                        GatewayConfig.class,
                        "{source: {broker: mqtt://b}, aws: {region: eu-west-1}}");

        // Then
        assertThat(problems)
                .containsExactly("routes: there is none; add one with name, filter and stream");
    }

    @Test
    void refusesTwoRoutesOfOneName() {
        // When
        var problems =
                RecordSettings.refusalsOf(
                        GatewayConfig.class,
                        """
                        source: {broker: mqtt://b}
                        aws: {region: eu-west-1}
                        routes:
                          - {name: a, filter: a, stream: s}
                          - {name: b, filter: b, stream: s}
                          - {name: a, filter: c, stream: s}
                        """);

        // Then
        assertThat(problems)
                .containsExactly(
                        "routes[2].name: a is already the name of routes[0]; give each route a name"
                                + " of its own (line 6)");
    }

    @Test
    void neverPrintsASecret() {
        // Given
        String yaml =
                """
                source: {broker: mqtt://b, username: u, password: hush-1}
                aws: {region: eu-west-1, accessKeyId: a, secretAccessKey: hush-2, sessionToken: hush-3}
                routes: [%s]
                """
                        .formatted(ROUTE);

        // When
        String printed = RecordSettings.bind(GatewayConfig.class, yaml).toString();

        // Then
        assertThat(printed).contains("****").doesNotContain("hush");
    }
}
