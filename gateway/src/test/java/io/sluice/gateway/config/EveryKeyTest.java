/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all keys alike, shown on a file that has each of them. */
class EveryKeyTest {

    /** Exclude keys that the file has; their own tests set them. */
    private static final Set<String> NOT_IN_THE_FILE =
            Set.of(
                    "SLUICE_SOURCE_PASSWORD",
                    "SLUICE_AWS_SECRET_ACCESS_KEY",
                    "SLUICE_AWS_PROFILE",
                    "SLUICE_ROUTES_0_RULE_TEMPLATE");

    @TempDir Path folder;

    @Test
    void canBeSetByItsVariable() throws IOException {
        // Given
        String yaml = everyKey();
        Map<String, String> environment = variables(yaml);

        // When
        GatewayConfig fromEnvironment = ConfigLoader.load(null, environment);

        // Then
        assertThat(fromEnvironment).isEqualTo(ConfigLoader.parse(yaml, Map.of()));
    }

    @Test
    void isInTheFileThatTheseTestsUse() throws IOException {
        // Given: the variables that the reference names
        String reference = Files.readString(Path.of("..", "docs", "reference", "configuration.md"));
        Set<String> documented = new HashSet<>();
        Pattern.compile("\\| `(SLUICE_[A-Za-z_]+)` \\|")
                .matcher(reference)
                .results()
                .forEach(match -> documented.add(match.group(1).replace("_n_", "_0_")));

        // When
        Set<String> used = new HashSet<>(variables(everyKey()).keySet());
        used.removeIf(variable -> variable.contains("_1_"));
        used.addAll(NOT_IN_THE_FILE);

        // Then
        assertThat(used).isEqualTo(documented);
    }

    private String everyKey() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "hush");
        try (var resource = getClass().getResourceAsStream("every-key.yaml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(": FILE", ": '" + file + "'");
        }
    }

    /** The file's values by the names of variables, worked out apart from the product. */
    private static Map<String, String> variables(String yaml) throws IOException {
        Map<String, String> variables = new HashMap<>();
        collect(new YAMLMapper().readTree(yaml), "SLUICE", variables);
        return variables;
    }

    private static void collect(JsonNode node, String name, Map<String, String> variables) {
        if (node.isValueNode()) {
            variables.put(name, node.asText());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), name + "_" + i, variables);
        }
        node.properties()
                .forEach(
                        entry ->
                                collect(
                                        entry.getValue(),
                                        name + "_" + upperSnake(entry.getKey()),
                                        variables));
    }

    private static String upperSnake(String key) {
        return key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
