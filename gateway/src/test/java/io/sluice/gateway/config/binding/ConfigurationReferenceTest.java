/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/reference/configuration.md} what the records say. */
class ConfigurationReferenceTest {

    /** With it the test writes the page in place of comparing it. */
    private static final String UPDATE = "sluice.docs.update";

    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void isWhatTheRecordsSay() throws IOException {
        // Given
        String introduction;
        try (var resource = getClass().getResourceAsStream("configuration-introduction.md")) {
            introduction =
                    new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }

        // When
        String expected = ReferencePage.of(GatewayConfig.class, "SLUICE_", introduction);
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }

        // Then
        assertThat(PAGE)
                .as(
                        "stale; run ./mvnw -pl gateway -am test -Dtest=%s -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        getClass().getSimpleName(), UPDATE)
                .hasContent(expected);
    }
}
