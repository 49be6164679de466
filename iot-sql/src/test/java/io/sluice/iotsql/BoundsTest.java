/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile statements and payloads end soon, with a reason, and never overflow the stack. */
class BoundsTest {

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(1, "uuid", 0.5, "123456789012");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aBacktrackingExpressionRunsInLinearTime() {
        // Given
        String payload = "{\"s\":\"" + "a".repeat(50_000) + "!\"}";

        // When
        RuleOutcome outcome = evaluate("SELECT regexp_matches(s, '(a+)+$') AS r FROM 'x'", payload);

        // Then
        assertThat(text(outcome)).isEqualTo("{\"r\":false}");
    }

    @Test
    void anExpressionFromThePayloadIsBoundedToo() {
        // Given
        String payload =
                "{\"s\":\"" + "a".repeat(100_000) + "\",\"p\":\"" + "(a*)*".repeat(300) + "b\"}";

        // When
        RuleOutcome outcome = evaluate("SELECT regexp_matches(s, p) AS r FROM 'x'", payload);

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.TOO_MUCH_WORK);
    }

    @Test
    void replacingOverAndOverIsBounded() {
        // Given
        String payload = "{\"s\":\"" + "a".repeat(100_000) + "\"}";

        // When: each match looks at all that follows
        RuleOutcome outcome =
                evaluate("SELECT regexp_replace(s, 'a.*b|a', 'x') AS r FROM 'x'", payload);

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.TOO_MUCH_WORK);
    }

    @Test
    void countsThatMultiplyAreRefused() {
        // When
        RuleOutcome outcome =
                evaluate(
                        "SELECT regexp_matches('a', p) AS r FROM 'x'",
                        "{\"p\":\"((a{100}){100}){100}\"}");

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.UNSUPPORTED_REGEX);
    }

    @Test
    void searchingForAlmostMatchesIsBounded() {
        // Given
        String payload =
                "{\"s\":\"" + "a".repeat(130_000) + "\",\"w\":\"" + "a".repeat(65_000) + "b\"}";

        // When
        RuleOutcome outcome = evaluate("SELECT indexof(s, w) AS r FROM 'x'", payload);

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.TOO_MUCH_WORK);
    }

    @Test
    void nestedSelectsThatMultiplyAreBounded() {
        // Given
        String array =
                IntStream.range(0, 1_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", "[", "]"));
        String sql =
                "SET @a = a SELECT (SELECT (SELECT (SELECT 1 AS x FROM @a) AS r FROM @a) AS q"
                        + " FROM @a) AS p FROM 'x'";

        // When
        RuleOutcome outcome = evaluate(sql, "{\"a\":" + array + "}");

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.TOO_MUCH_WORK);
    }

    @Test
    void variablesThatDoubleAreBounded() {
        // Given
        String sql =
                IntStream.range(1, 10)
                        .mapToObj(
                                i ->
                                        ", @v"
                                                + i
                                                + " = ["
                                                + "@v"
                                                + (i - 1)
                                                + ",".repeat(0)
                                                + twice(i))
                        .collect(
                                Collectors.joining("", "SET @v0 = a", " SELECT @v9 AS r FROM 'x'"));

        // When
        RuleOutcome outcome = evaluate(sql, "{\"a\":\"" + "x".repeat(1_000) + "\"}");

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.RESULT_TOO_LARGE);
    }

    private static String twice(int i) {
        return ", @v" + (i - 1) + "]";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT replace(s, '', s) AS r FROM 'x'",
                "SELECT regexp_replace(s, '', s) AS r FROM 'x'",
                "SELECT concat(s, s, s) AS r FROM 'x'",
                "SELECT s + s + s AS r FROM 'x'",
                "SELECT encode(concat(s, s), 'base64') AS r FROM 'x'",
                "SELECT transform('enrichArray', {'s': s}, [{}, {}, {}]) AS r FROM 'x'",
                "SET @a = s, @b = s, @c = s SELECT @a AS r FROM 'x'"
            })
    void noValueGrowsBeyond128KiB(String sql) {
        // When
        RuleOutcome outcome = evaluate(sql, "{\"s\":\"" + "x".repeat(60_000) + "\"}");

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.RESULT_TOO_LARGE);
    }

    @Test
    void theResultIsNoLargerThanARecord() {
        // Given
        String fields =
                IntStream.range(0, 10)
                        .mapToObj(i -> "s AS f" + i)
                        .collect(Collectors.joining(", "));

        // When
        RuleOutcome outcome =
                evaluate(
                        "SELECT " + fields + " FROM 'x'",
                        "{\"s\":\"" + "x".repeat(120_000) + "\"}");

        // Then
        assertThat(kind(outcome)).isEqualTo(EvaluationFailure.Kind.RESULT_TOO_LARGE);
    }

    @Test
    void theDeepestPayloadIsHandledAndADeeperOneRefusedOnASmallStack() throws Exception {
        // Given
        String deepest = "{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}";
        String deeper = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String[] results = new String[3];

        // When
        Thread small =
                new Thread(
                        null,
                        () -> {
                            results[0] = text(evaluate("SELECT a, a = a AS e FROM 'x'", deepest));
                            results[1] = kind(evaluate("SELECT a FROM 'x'", deeper)).name();
                            results[2] =
                                    kind(evaluate(
                                                    "SELECT decode(a, 'base64') AS r FROM" + " 'x'",
                                                    "{\"a\":\""
                                                            + base64("[".repeat(50_000))
                                                            + "\"}"))
                                            .name();
                        },
                        "small-stack",
                        512 * 1024);
        small.start();
        small.join();

        // Then
        assertThat(results[0]).endsWith("]]],\"e\":true}").hasSize(deepest.length() + 9);
        assertThat(results[1]).isEqualTo("PAYLOAD_TOO_DEEP");
        assertThat(results[2]).isEqualTo("PAYLOAD_TOO_DEEP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "NOT ", "- ", "[", "abs(", "{'a':", "CASE ", "(SELECT a FROM b WHERE "})
    void expressionsDoNotNestWithoutEnd(String opening) {
        // Given
        String sql = "SELECT " + opening.repeat(2_000) + "1 FROM 'x'";

        // When / Then
        assertThatThrownBy(() -> RuleStatement.parse(sql, SqlVersion.V2016_03_23))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("nests deeper than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", " - 1", " * 1", " OR false", " AND true", ".b"})
    void longChainsAreNoDepth(String link) {
        // Given
        String sql = "SELECT a" + link.repeat(5_000) + " AS r FROM 'x'";

        // When
        RuleOutcome outcome = evaluate(sql, "{\"a\":1}");

        // Then
        assertThat(outcome.kind()).isEqualTo(RuleOutcome.Kind.FIRED);
    }

    @Test
    void statementsAndNamesAreNotLongWithoutEnd() {
        // Given
        String spaces = " ".repeat(SqlLimits.STATEMENT_LENGTH);
        String name = "a" + ".a".repeat(200);
        String regexes =
                Collections.nCopies(101, "regexp_matches(a, 'b')").stream()
                        .collect(Collectors.joining(", "));

        // When / Then
        assertThatThrownBy(() -> parse("SELECT *" + spaces))
                .hasMessageContaining("more than 65536 characters");
        assertThatThrownBy(() -> parse("SELECT 1 AS " + name))
                .hasMessageContaining("more than 100 levels");
        assertThatThrownBy(() -> parse("SET @" + "v".repeat(65) + " = 1 SELECT *"))
                .hasMessageContaining("more than 64 characters");
        assertThatThrownBy(
                        () ->
                                parse(
                                        IntStream.range(0, 11)
                                                .mapToObj(i -> "@v" + i + " = 1")
                                                .collect(
                                                        Collectors.joining(
                                                                ", ", "SET ", " SELECT *"))))
                .hasMessageContaining("more than 10 variables");
        assertThatThrownBy(() -> parse("SELECT " + regexes))
                .hasMessageContaining("more than 100 regular expressions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E999999999",
                "1E-999999999",
                "-1E99999999999999999999",
                "1E999",
                "-9.99E-999",
                "0E999999999",
                "0E-999999999"
            })
    void hugeExponentsTakeNoMemory(String number) {
        // Given
        String sql =
                "SELECT x, x * x AS a, floor(x) AS b, cast(x as Int) AS c, bitand(x, 1) AS d,"
                        + " x % 7 AS e, 7 % x AS f, trunc(x, 3) AS g, substring('abc', x) AS h,"
                        + " chr(x) AS i, topic(x) AS j, power(x, x) AS k, x + 1 AS l, -x AS m,"
                        + " concat(x, 'a') AS n, x = x AS o, parse_time('yyyy', x) AS p FROM 'x'";

        // When
        RuleOutcome outcome =
                assertTimeoutPreemptively(SOON, () -> evaluate(sql, "{\"x\":" + number + "}"));

        // Then
        assertThat(text(outcome)).hasSizeLessThan(8_000).contains("\"o\":true");
    }

    @Test
    void aNumberOfManyDigitsOnlyPassesThrough() {
        // Given
        String digits = "1".repeat(100_000);

        // When
        RuleOutcome outcome = evaluate("SELECT x, x + 1 AS y FROM 'x'", "{\"x\":" + digits + "}");

        // Then
        assertThat(text(outcome)).isEqualTo("{\"x\":" + digits + "}");
    }

    private static RuleOutcome evaluate(String sql, String payload) {
        RuleStatement statement = parse(sql);
        return assertTimeoutPreemptively(
                SOON, () -> statement.evaluate(RuleMessage.of("x", payload), ENVIRONMENT));
    }

    private static RuleStatement parse(String sql) {
        return RuleStatement.parse(sql, SqlVersion.V2016_03_23);
    }

    private static EvaluationFailure.Kind kind(RuleOutcome outcome) {
        return outcome.failure().orElseThrow(() -> new AssertionError(outcome)).kind();
    }

    private static String text(RuleOutcome outcome) {
        ByteBuffer payload = outcome.payload();
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
