/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.aws.DeployedStack;
import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.ConfigException;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stack fills in, and what it leaves alone. */
class StackSettingsTest {

    private static final String ARN = "arn:aws:cloudformation:eu-west-1:123456789012:stack/st/1";
    private static final Map<String, String> BROKER =
            Map.of("SLUICE_SOURCE_BROKER", "mqtt://broker.example.com");

    private final Map<String, String> outputs =
            new HashMap<>(
                    Map.of(
                            "StreamName", "readings",
                            "RuleName", "readings_rule",
                            "Region", "eu-west-1",
                            "Mode", "iot-rule",
                            "ErrorTopic", "sluice/rule-errors"));
    private final Map<String, String> parameters =
            new HashMap<>(Map.of("RuleSql", "SELECT * FROM 'plant/+/data'"));

    @TempDir private Path folder;
    private @Nullable AwsConfig asked;

    @Test
    void isAllThatAGatewayNeedsBesideItsBroker() {
        // When
        GatewayConfig settings = load("", BROKER);

        // Then
        assertThat(settings.aws().region()).isEqualTo("eu-west-1");
        assertThat(settings.mode()).isEqualTo(Mode.IOT_RULE);
        assertThat(settings.routes())
                .singleElement()
                .satisfies(
                        route -> {
                            assertThat(route.name()).isEqualTo("telemetry");
                            assertThat(route.filter()).isEqualTo("plant/+/data");
                            assertThat(route.stream()).isEqualTo("readings");
                            assertThat(route.rule().name()).isEqualTo("readings_rule");
                        });
        // over WebSocket nobody can listen to it
        assertThat(settings.iotCore().errorTopic()).isNull();
    }

    @Test
    void leavesAloneWhatTheFileAndTheEnvironmentSay() {
        // When
        GatewayConfig settings =
                load(
                        """
                        mode: direct
                        routes:
                          - {name: a, filter: a/#, stream: other}
                          - {name: b, filter: b/#}
                          - {name: c, filter: c/#, rule: {sql: SELECT 1 FROM 'c/#'}}
                          - {name: d, filter: d/#, rule: {name: mine}}
                        aws: {endpoint: 'http://127.0.0.1:4566'}
                        """,
                        BROKER);

        // Then
        assertThat(settings.mode()).isEqualTo(Mode.DIRECT);
        assertThat(settings.routes())
                .extracting(route -> route.stream() + " " + route.rule().name())
                .containsExactly(
                        "other null", "readings readings_rule", "readings null", "readings mine");
        assertThat(Objects.requireNonNull(asked).endpoint())
                .isEqualTo(URI.create("http://127.0.0.1:4566"));
    }

    @Test
    void takesTheErrorTopicWhereTheGatewayCanListenToIt() {
        // When
        GatewayConfig settings = load("iotCore: {endpoint: 'mqtt://127.0.0.1:1884'}\n", BROKER);

        // Then
        assertThat(settings.iotCore().errorTopic()).isEqualTo("sluice/rule-errors");
    }

    @Test
    void takesEndpointsWhereAStackHasThem() {
        // Given
        outputs.put("Endpoint", "https://vpce-1.firehose.eu-west-1.vpce.amazonaws.com");
        outputs.put("IotEndpoint", "wss://abc-ats.iot.eu-west-1.amazonaws.com");

        // When
        GatewayConfig settings = load("", BROKER);

        // Then
        assertThat(settings.aws().endpoint())
                .isEqualTo(URI.create("https://vpce-1.firehose.eu-west-1.vpce.amazonaws.com"));
        assertThat(settings.iotCore().endpoint())
                .isEqualTo(URI.create("wss://abc-ats.iot.eu-west-1.amazonaws.com"));
    }

    @Test
    void saysWhatIsMissingIfTheStackDoesNotKnowItEither() {
        // Given
        outputs.clear();
        parameters.clear();

        // Then
        assertThatThrownBy(() -> load("", BROKER))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("routes[0].filter")
                .hasMessageContaining("routes[0].stream");
    }

    @Test
    void namesTheStackWhereAValueOfItIsWrong() {
        // Given
        outputs.put("StreamName", "no stream's name");

        // Then
        assertThatThrownBy(() -> load("", BROKER))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("routes[0].stream")
                .hasMessageContaining("from the stack " + ARN);
    }

    private GatewayConfig load(String yaml, Map<String, String> environment) {
        try {
            Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
            return ConfigLoader.load(
                    file,
                    environment,
                    new StackSettings(
                            ARN,
                            (aws, stack) -> {
                                asked = aws;
                                return new DeployedStack("CREATE_COMPLETE", parameters, outputs);
                            }));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
