/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaySettingsTest {

    @Test
    void areSettingsThatTheGatewayAccepts(@TempDir Path folder) throws IOException {
        // Given
        Path pem = Files.writeString(folder.resolve("some.pem"), "");
        Path awkward = Path.of("/a \"quoted\" folder: #1 \\ with ü");
        GatewaySettings settings =
                new GatewaySettings(
                                awkward,
                                "mqtt://127.0.0.1:1884",
                                "http://127.0.0.1:4567",
                                new DeployedStream("my-stream", "my_rule", "errors"),
                                new GatewaySettings.IotCorePlace(
                                        URI.create("mqtts://127.0.0.1:8884"), pem, pem, pem),
                                Mode.IOT_RULE,
                                Durability.BROKER,
                                0)
                        .withAdminPort(8081);

        // When
        GatewayConfig config = settings.config();

        // Then
        assertThat(config.dataDirectory()).isEqualTo(awkward);
        assertThat(config.source().broker()).isEqualTo(URI.create("mqtt://127.0.0.1:1884"));
        assertThat(config.aws().endpoint()).isEqualTo(URI.create("http://127.0.0.1:4567"));
        assertThat(config.routes().get(0).stream()).isEqualTo("my-stream");
        assertThat(config.routes().get(0).rule().name()).isEqualTo("my_rule");
        assertThat(config.mode()).isEqualTo(Mode.IOT_RULE);
        assertThat(config.iotCore().endpoint()).isEqualTo(URI.create("mqtts://127.0.0.1:8884"));
        assertThat(config.iotCore().errorTopic()).isEqualTo("errors");
        assertThat(config.spool().durability()).isEqualTo(Durability.BROKER);
        assertThat(config.admin().port()).isEqualTo(8081);
    }
}
