/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String SMALLEST =
            """
            source:
              broker: mqtt://localhost
            routes:
              - name: telemetry
                filter: sensors/#
                stream: s
            aws:
              region: eu-west-1
            """;

    @TempDir Path folder;

    @Test
    void readsAFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("gateway.yaml"), SMALLEST);

        // When
        GatewayConfig settings = ConfigLoader.load(file, Map.of());

        // Then
        assertThat(settings).isEqualTo(ConfigLoader.parse(SMALLEST, Map.of()));
        assertThat(settings.routes()).extracting(RouteConfig::name).containsExactly("telemetry");
    }

    @Test
    void needsNoFileWhereTheEnvironmentSaysEverything() {
        // Given
        Map<String, String> environment =
                Map.of(
                        "SLUICE_SOURCE_BROKER", "mqtt://localhost",
                        "SLUICE_ROUTES_0_NAME", "telemetry",
                        "SLUICE_ROUTES_0_FILTER", "sensors/#",
                        "SLUICE_ROUTES_0_STREAM", "s",
                        "AWS_REGION", "eu-west-1");

        // When
        GatewayConfig settings = ConfigLoader.load(null, environment);

        // Then
        assertThat(settings).isEqualTo(ConfigLoader.parse(SMALLEST, Map.of()));
    }

    @Test
    void reportsEveryProblemWithKeyValueRemedyAndLine() throws IOException {
        // Given
        Path file =
                Files.writeString(
                        folder.resolve("gateway.yaml"),
                        """
                        source:
                          broker: mqtt://localhost
                        spool:
                          durabilty: disk
                        routes:
                          - name: one
                            filter: a
                            stream: s
                          - name: two
                            filter: b
                            stream: s
                            batch:
                              maxRecords: 750
                        aws:
                          region: eu-west-1
                        """);

        // When / Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .withMessage(
                        file
                                + " has 2 problems:\n"
                                + "  spool.durabilty: unknown key; did you mean spool.durability? (line 4)\n"
                                + "  routes[1].batch.maxRecords: 750 is above Firehose's limit of 500 per request (line 13)");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("gateway.yaml"), "\uFEFF" + SMALLEST);

        // When
        GatewayConfig settings = ConfigLoader.load(file, Map.of());

        // Then
        assertThat(settings).isEqualTo(ConfigLoader.parse(SMALLEST, Map.of()));
    }

    @Test
    void goesOnAfterAProblemAndReportsNothingThatOnlyFollowsFromIt() {
        // Given: without a broker it is open whether tls may be set, and two routes lack a name
        String yaml =
                """
                source:
                  broker: "not a uri"
                  keepAlive: often
                  tls: {verifyHostname: false}
                spool: {maxBytes: much, segmentBytes: 1GiB}
                routes:
                  - {filter: a, stream: s}
                  - {filter: b, stream: s, qos: 2}
                aws: {region: [eu-west-1]}
                admin: {port: 70000}
                """;

        // When / Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.parse(yaml, Map.of()))
                .satisfies(
                        refused ->
                                assertThat(refused.problems())
                                        .extracting(line -> line.substring(0, line.indexOf(':')))
                                        .containsExactly(
                                                "source.broker",
                                                "source.keepAlive",
                                                "spool.maxBytes",
                                                "routes[0].name",
                                                "routes[1].name",
                                                "routes[1].qos",
                                                "aws.region",
                                                "admin.port"));
    }

    @Test
    void namesEverythingThatAnEmptyConfigurationLacks() {
        // When / Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(null, Map.of()))
                .withMessage(
                        """
                        the configuration (from the environment alone) has 3 problems:
                          source.broker: is missing; set it, such as mqtt://localhost:1883
                          aws.region: is missing; set it, or the environment variable AWS_REGION, such as eu-west-1
                          routes: there is none; add one with name, filter and stream""");
    }

    @Test
    void namesAFileThatIsNotThere() {
        // Given
        Path missing = folder.resolve("missing.yaml");

        // When / Then
        assertThatThrownBy(() -> ConfigLoader.load(missing, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "cannot read the configuration "
                                + missing
                                + " (no such file); name a readable YAML file");
    }

    @Test
    void namesAFolderInPlaceOfAFile() {
        // When / Then
        assertThatThrownBy(() -> ConfigLoader.load(folder, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("name a readable YAML file");
    }

    @Test
    void saysWhereAFileIsNotYamlAndQuotesNothingOfIt() {
        // When / Then
        assertThatThrownBy(() -> ConfigLoader.parse("source:\n  password: hush: hush\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2, column 17")
                .hasMessageNotContaining("hush");
    }

    @Test
    void doesNotPrintSecretsInItsReport() {
        // Given
        String yaml =
                SMALLEST.replace("region: eu-west-1", "region: eu-west-1\n  secretAccessKey: hush");

        // When / Then
        assertThatThrownBy(() -> ConfigLoader.parse(yaml, Map.of("SLUICE_SOURCE_PASSWORD", "hush")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("accessKeyId")
                .hasMessageNotContaining("hush");
    }

    @Test
    void leavesTheVariablesOfLauncherAndLoggingAlone() {
        // Given
        Map<String, String> environment =
                Map.of(
                        "SLUICE_LOG_LEVEL", "debug",
                        "SLUICE_LIBRARY_LOG_LEVEL", "debug",
                        "SLUICE_JAVA_OPTS", "-Xmx1g",
                        "SLUICE_HOME", "/opt/sluice");

        // When
        GatewayConfig settings = ConfigLoader.parse(SMALLEST, environment);

        // Then
        assertThat(settings).isEqualTo(ConfigLoader.parse(SMALLEST, Map.of()));
    }
}
