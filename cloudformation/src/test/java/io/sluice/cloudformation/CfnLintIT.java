/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The linter of AWS, where it is installed ({@code pip install cfn-lint}). */
class CfnLintIT {

    @Test
    void findsNothingAtAnyLevel() throws Exception {
        // Given
        assumeThat(Programs.isInstalled("cfn-lint"))
                .as("SKIPPED: cfn-lint is not installed, so the templates were not linted")
                .isTrue();
        List<String> command = new ArrayList<>(List.of("cfn-lint", "--include-checks", "I", "--"));
        TemplateFile.all().forEach(template -> command.add(template.name()));

        // When
        Programs.Answer answer = Programs.run(Path.of(""), command.toArray(String[]::new));

        // Then
        assertThat(answer.output()).isEmpty();
        assertThat(answer.status()).isZero();
    }
}
