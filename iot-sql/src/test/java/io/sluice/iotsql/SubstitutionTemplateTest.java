/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of action fields (AWS IoT Developer Guide, "Substitution templates"). */
class SubstitutionTemplateTest {

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(1_481_825_251_155L, "uuid", 0.5, "123456789012");
    private static final RuleMessage MESSAGE =
            RuleMessage.of("my/iot/topic", "{\"deviceid\":\"iot123\",\"temp\":54.98,\"n\":null}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain|plain",
                "${topic()}/republish|my/iot/topic/republish",
                "${parse_time(\"yyyy\", timestamp(), \"UTC\")}|2016",
                "a-${topic(1)}-${deviceid}-z|a-my-iot123-z",
                "${temp > 50}|true",
                "[${missing}]|[]",
                "[${n}]|[]",
                "${get({'a}': deviceid}, 'a}')}|iot123",
                "$ {x} $5 }|$ {x} $5 }",
                "${*}|syntax"
            })
    void replacesExpressions(String template, String expected) {
        // When
        String rendered;
        try {
            rendered =
                    SubstitutionTemplate.parse(template, SqlVersion.V2016_03_23)
                            .render(MESSAGE, ENVIRONMENT);
        } catch (SqlSyntaxException e) {
            rendered = "syntax";
        }

        // Then
        assertThat(rendered).isEqualTo(expected);
    }

    @Test
    void seesTheVariablesOfItsStatementButNoAliases() {
        // Given
        RuleStatement statement =
                RuleStatement.parse(
                        "SET @d = upper(deviceid) SELECT temp AS t FROM 'x'",
                        SqlVersion.V2016_03_23);

        // When / Then
        assertThat(
                        SubstitutionTemplate.parse("s-${@d}-${t}", statement)
                                .render(MESSAGE, ENVIRONMENT))
                .isEqualTo("s-IOT123-");
        assertThatThrownBy(() -> SubstitutionTemplate.parse("${@d}", SqlVersion.V2016_03_23))
                .hasMessageContaining("the variable @d is not set");
    }

    @Test
    void knowsWhetherItIsConstant() {
        assertThat(SubstitutionTemplate.parse("a$b", SqlVersion.V2016_03_23).isConstant()).isTrue();
        assertThat(SubstitutionTemplate.parse("a${b}", SqlVersion.V2016_03_23).isConstant())
                .isFalse();
    }

    @Test
    void saysWhereItCannotBeRead() {
        assertThatThrownBy(() -> SubstitutionTemplate.parse("ab${topic(", SqlVersion.V2016_03_23))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("line 1, column 11");
        assertThatThrownBy(() -> SubstitutionTemplate.parse("ab${a", SqlVersion.V2016_03_23))
                .hasMessageContaining("expected an operator or '}'");
    }

    @Test
    void failsWhereThePayloadIsNotJson() {
        assertThatThrownBy(
                        () ->
                                SubstitutionTemplate.parse("${a}", SqlVersion.V2016_03_23)
                                        .render(RuleMessage.of("x", "binary"), ENVIRONMENT))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("line 1, column 3: the payload is not JSON");
    }
}
