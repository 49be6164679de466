/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExampleFileTest {

    private static final Path EXAMPLE = Path.of("gateway.example.yaml");

    @Test
    void isAConfigurationForTheLaptop() {
        // When
        GatewayConfig settings = ConfigLoader.load(EXAMPLE, Map.of());

        // Then
        assertThat(settings.source().port()).isEqualTo(1883);
        assertThat(settings.aws().endpoint()).isEqualTo(URI.create("http://localhost:4566"));
        assertThat(settings.routes())
                .singleElement()
                .satisfies(
                        route -> {
                            assertThat(route.filter()).isEqualTo("sensors/+/telemetry");
                            assertThat(route.stream()).isEqualTo("sluice-telemetry");
                        });
    }

    @Test
    void showsInItsCommentsOnlyKeysThatExistAndTheirDefaults() throws IOException {
        // Given: a commented key is "#" directly before it; prose has a space there
        String text = Files.readString(EXAMPLE);
        String uncommented = Pattern.compile("(?m)^( *)#(?=\\S)").matcher(text).replaceAll("$1");

        // When
        GatewayConfig settings = ConfigLoader.parse(uncommented, Map.of());

        // Then
        assertThat(uncommented).isNotEqualTo(text);
        assertThat(settings).isEqualTo(ConfigLoader.load(EXAMPLE, Map.of()));
    }
}
