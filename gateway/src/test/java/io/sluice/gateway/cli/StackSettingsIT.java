/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.aws.DeployedStack;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.toolkit.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack of the project's template, asked for over HTTP. */
class StackSettingsIT {

    @TempDir private Path data;

    @Test
    void takesTheSettingsFromADeployedStack() {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.builder().data(data).build())) {
            // Given
            aws.deploy(Path.of("..", "cloudformation", "ingest.yaml"), Map.of("Mode", "iot-rule"));

            // When
            GatewayConfig settings = load(aws, "sluice");

            // Then
            assertThat(settings.mode()).isEqualTo(Mode.IOT_RULE);
            assertThat(settings.routes())
                    .singleElement()
                    .satisfies(
                            route -> {
                                assertThat(route.filter()).isEqualTo("sensors/+/telemetry");
                                assertThat(route.stream()).isEqualTo("sluice-telemetry");
                                assertThat(route.rule().name()).isEqualTo("sluice_telemetry");
                            });
            assertThatThrownBy(() -> load(aws, "none"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage(
                            "there is no stack none in eu-central-1; check its name and aws.region");
        }
    }

    private static GatewayConfig load(LocalAws aws, String stack) {
        return ConfigLoader.load(
                null,
                Map.of(
                        "SLUICE_SOURCE_BROKER", "mqtt://localhost",
                        "SLUICE_AWS_ENDPOINT", aws.endpoint().toString(),
                        "SLUICE_AWS_REGION", "eu-central-1",
                        "SLUICE_AWS_ACCESS_KEY_ID", "local",
                        "SLUICE_AWS_SECRET_ACCESS_KEY", "local"),
                new StackSettings(stack, DeployedStack::read));
    }
}
