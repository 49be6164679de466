/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of parameters and outputs are made from the templates. To make them again: {@code
 * ./mvnw -pl cloudformation -am test -Dtest=ParametersPageTest -Dsluice.docs.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ParametersPageTest {

    private static final Path PAGE = Path.of("parameters.md");

    @Test
    void describesTheTemplatesAsTheyAre() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("sluice.docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).as("see the comment of ParametersPageTest").hasContent(expected);
    }

    @Test
    void mentionsEveryTemplateInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        TemplateFile.all()
                .forEach(template -> assertThat(readme).contains("(" + template.name() + ")"));
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        <!-- Made from the templates by ParametersPageTest, which also says how to make it again. -->
                        # Parameters and outputs

                        A parameter without a default has to be given. What a template is for is in [README](README.md).
                        """);
        for (TemplateFile template : TemplateFile.all()) {
            page.append("\n## ").append(template.name()).append("\n\n");
            page.append(template.root().path("Description").asText().strip()).append("\n\n");
            page.append("| parameter | default | allowed | meaning |\n|---|---|---|---|\n");
            for (Map.Entry<String, JsonNode> entry : template.section("Parameters").properties()) {
                page.append(row(entry.getKey(), entry.getValue()));
            }
            page.append("\n| output | value |\n|---|---|\n");
            for (Map.Entry<String, JsonNode> entry : template.section("Outputs").properties()) {
                page.append("| `%s` | %s |\n".formatted(entry.getKey(), text(entry.getValue())));
            }
        }
        return page.toString();
    }

    private static String row(String name, JsonNode parameter) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(name, standard(parameter), cell(allowed(parameter)), text(parameter));
    }

    private static String standard(JsonNode parameter) {
        if (!parameter.has("Default")) {
            return "**required**";
        }
        String value = parameter.get("Default").asText();
        return value.isEmpty() ? "empty" : "`" + cell(value) + "`";
    }

    private static String allowed(JsonNode parameter) {
        if (parameter.has("AllowedValues")) {
            return parameter
                    .get("AllowedValues")
                    .valueStream()
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (parameter.has("MinValue")) {
            return parameter.get("MinValue").asText() + " to " + parameter.get("MaxValue").asText();
        }
        return parameter.path("ConstraintDescription").asText();
    }

    private static String text(JsonNode described) {
        // expressions of Firehose and addresses are not for Markdown to read
        return cell(described.path("Description").asText().strip());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
