/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors say where, what is wrong and what was expected, in one line. */
class SyntaxErrorTest {

    @ParameterizedTest(name = "statement [{0}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|1|1|expected SELECT or SET",
                "SELEKT * FROM 'a'|1|1|'SELEKT' cannot stand here; expected SELECT or SET",
                "SELECT|1|7|expected a field, a literal, a function or a parenthesis, at the end",
                "SELECT FROM 'a'|1|8|the keyword FROM cannot stand here",
                "SELECT a, FROM 'a'|1|11|the keyword FROM cannot stand here",
                "SELECT a b FROM 'a'|1|10|expected an operator, AS, ',', FROM, WHERE or the end",
                "SELECT * FROM topic/#|1|15|expected a topic filter in quotes, such as",
                "SELECT * FROM 'a/#/b'|1|15|# must be the whole last level",
                "SELECT * FROM 'a+/b'|1|15|+ must be a whole level",
                "SELECT * FROM ''|1|15|the topic filter is empty",
                "SELECT * FROM 'a' WHERE|1|24|the statement ends too soon",
                "SELECT * FROM 'a' WHERE x = 1 y|1|31|expected an operator or the end",
                "SELECT * FROM 'a' x = 1|1|19|expected WHERE or the end",
                "SELECT * FROM 'a' WHERE x == 1|1|28|'=' cannot stand here",
                "SELECT * FROM 'a' WHERE x != 1|1|27|there is no operator !=; expected <>",
                "SELECT * FROM 'a;|1|15|a string has no end; expected a closing '",
                "SELECT (a FROM 'x'|1|11|expected an operator or ')'",
                "SELECT a AS 'b' FROM 'x'|1|13|expected a name of letters, digits and _",
                "SELECT lenght(a) FROM 'x'|1|8|there is no function lenght; expected perhaps length",
                "SELECT frobnicate(a) FROM 'x'|1|8|there is no function frobnicate",
                "SELECT 5x FROM 'a'|1|8|a name cannot begin with a digit",
                "SELECT 5. FROM 'a'|1|8|expected a digit after the decimal point",
                "SELECT 5e FROM 'a'|1|8|expected a digit in the exponent",
                "SELECT a.5 FROM 'x'|1|10|others need get(object, \"name\")",
                "SELECT a \u2013 1 FROM 'x'|1|10|expected -, the plain minus sign",
                "SELECT \u201Ca\u201D FROM 'x'|1|8|expected ' or \", the plain quotes",
                "SELECT * FROM 'x' WHERE a LIKE 'b'|1|27|AWS IoT SQL has no LIKE; expected startswith",
                "SELECT * FROM 'x' WHERE a IS NULL|1|27|expected isNull(a) or isUndefined(a)",
                "SELECT * FROM 'x' WHERE a BETWEEN 1 AND 2|1|27|expected a >= b AND a <= c",
                "SELECT * FROM 'x' WHERE a NOT IN b|1|27|there is no NOT IN",
                "SELECT * FROM 'x' WHERE EXISTS a|1|32|expected a nested SELECT in parentheses",
                "SELECT CASE WHEN a THEN b END FROM 'x'|1|13|CASE needs a value to compare",
                "SELECT CASE a END FROM 'x'|1|15|expected an operator or WHEN",
                "SELECT CASE a WHEN 1 END FROM 'x'|1|22|expected an operator or THEN",
                "SELECT CAST(a AS Date) FROM 'x'|1|18|'Date' is no type in version 2016-03-23; expected",
                "SELECT CAST(a) FROM 'x'|1|14|expected an operator or AS",
                "SELECT VALUE a, b FROM 'x'|1|17|SELECT VALUE takes one item",
                "SELECT {a: 1} FROM 'x'|1|9|expected a key in quotes",
                "SELECT {'a' 1} FROM 'x'|1|13|expected ':' and a value",
                "SELECT [1, 2 FROM 'x'|1|14|expected an operator, ',' or ']'",
                "SELECT a + * FROM 'x'|1|12|* cannot stand here",
                "SELECT (SELECT a FROM 5) AS b FROM 'x'|1|23|expected a field or variable",
                "SELECT @x FROM 'x'|1|8|the variable @x is not set; expected SET @x = ...",
                "SET @a = 1 SELECT @b FROM 'x'|1|19|the variable @b is not set; expected one of @a",
                "SET @a = 1, @a = 2 SELECT * FROM 'x'|1|13|@a is set twice",
                "SET @a 1 SELECT * FROM 'x'|1|8|expected '=' and an expression",
                "SET @ = 1 SELECT * FROM 'x'|1|5|a variable has no name",
                "SET @m = 'base64' SELECT encode(*, @m) FROM 'x'|1|36|a variable cannot say how encode works",
                "SELECT regexp_matches(a, '(?!b)') FROM 'x'|1|8|looking ahead or behind",
                "SELECT regexp_matches(a, '((a{100}){100}){9}') FROM 'x'|1|8|its counts come to too many steps",
                "SELECT regexp_matches(a, '\\Q(\\E') FROM 'x'|1|8|quote with \\ before each character",
                "SELECT * FROM 'x'; DROP|1|18|expected nothing: a rule has one statement",
                "SELECT * FROM 'x' WHERE a = `b`|1|29|expected get(*, \"name\")"
            })
    void saysWhereAndWhatWasExpected(String sql, int line, int column, String part) {
        // When
        SqlSyntaxException error =
                catchThrowableOfType(
                        SqlSyntaxException.class,
                        () -> RuleStatement.parse(sql, SqlVersion.V2016_03_23));

        // Then
        assertThat(error).as(sql).isNotNull();
        assertThat(error.getMessage()).contains(part).doesNotContain("\n");
        assertThat(error.line()).as("line of " + error.getMessage()).isEqualTo(line);
        assertThat(error.column()).as("column of " + error.getMessage()).isEqualTo(column);
    }

    @Test
    void countsLines() {
        // When
        SqlSyntaxException error =
                catchThrowableOfType(
                        SqlSyntaxException.class,
                        () ->
                                RuleStatement.parse(
                                        "SELECT a,\n  b,\n  c d FROM 'x'", SqlVersion.V2016_03_23));

        // Then
        assertThat(error.line()).isEqualTo(3);
        assertThat(error.column()).isEqualTo(5);
        assertThat(error)
                .hasMessage(
                        "line 3, column 5: 'd' cannot stand here; expected an operator, AS, ',',"
                                + " FROM, WHERE or the end, near 'd FROM 'x''");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT length(a) FROM 'x'|length needs SQL version 2016-03-23",
                "SELECT [1] AS a FROM 'x'|an array literal needs SQL version 2016-03-23",
                "SELECT {} AS a FROM 'x'|an object literal needs SQL version 2016-03-23",
                "SELECT (SELECT a FROM b) AS c FROM 'x'|a nested SELECT needs SQL version 2016-03-23"
            })
    void namesTheVersionThatIsNeeded(String sql, String part) {
        // When / Then
        assertThatThrownBy(() -> RuleStatement.parse(sql, SqlVersion.AWS_DEFAULT))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining(part)
                .hasMessageContaining("without one AWS takes 2015-10-08");
    }

    @Test
    void namesTheVersionsThereAre() {
        // When / Then
        assertThat(SqlVersion.of("2015-10-08")).isEqualTo(SqlVersion.V2015_10_08);
        assertThat(SqlVersion.of("2016-03-23")).hasToString("2016-03-23");
        assertThatThrownBy(() -> SqlVersion.of("beta"))
                .hasMessageContaining("beta is not supported")
                .hasMessageContaining("2015-10-08 or 2016-03-23");
        assertThatThrownBy(() -> SqlVersion.of("2016-3-23"))
                .hasMessageContaining("'2016-3-23' is not a version")
                .hasMessageContaining("use 2015-10-08 or 2016-03-23");
    }
}
