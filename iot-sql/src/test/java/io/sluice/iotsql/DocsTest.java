/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.iotsql.function.FunctionTable;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code docs/iot-sql.md} names everything there is. */
class DocsTest {

    private static final Path PAGE = Path.of("..", "docs", "iot-sql.md");

    @Test
    void namesEveryFunction() throws IOException {
        // Given
        String page = Files.readString(PAGE);

        // When / Then
        assertThat(FunctionTable.ALL.names())
                .hasSizeGreaterThan(80)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void marksTheFunctionsOfTheSecondVersion() throws IOException {
        // Given
        String page = Files.readString(PAGE);

        // When / Then
        assertThat(FunctionTable.ALL.names())
                .allSatisfy(
                        name -> {
                            var definition = requireNonNull(FunctionTable.ALL.find(name));
                            assertThat(page.contains("`" + name + "`*"))
                                    .as(name)
                                    .isEqualTo(definition.since() == SqlVersion.V2016_03_23);
                        });
    }

    @Test
    void namesEveryPolicyWithItsAnswers() throws IOException {
        // Given
        String page = Files.readString(PAGE);

        // When / Then
        assertThat(SqlPolicy.class.getRecordComponents())
                .allSatisfy(
                        component -> {
                            assertThat(page).contains("| `" + component.getName() + "` |");
                            assertThat(answers(component))
                                    .allSatisfy(answer -> assertThat(page).contains("`" + answer));
                        });
    }

    @Test
    void namesEveryKindOfFailure() throws IOException {
        // Given
        String page = Files.readString(PAGE);

        // When / Then
        assertThat(EvaluationFailure.Kind.values())
                .allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
    }

    private static Object[] answers(RecordComponent component) {
        Object[] constants = component.getType().getEnumConstants();
        return constants == null ? new Object[0] : Arrays.copyOf(constants, constants.length);
    }
}
