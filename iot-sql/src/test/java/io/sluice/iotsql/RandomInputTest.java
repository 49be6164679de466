/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** Whatever comes in, nothing is thrown but a syntax error, and evaluation ends. */
class RandomInputTest {

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(1_481_825_251_155L, "uuid", 0.5, "123456789012");

    private static final List<String> TOKENS =
            List.of(
                    "SELECT",
                    "FROM",
                    "WHERE",
                    "AS",
                    "AND",
                    "OR",
                    "NOT",
                    "IN",
                    "EXISTS",
                    "CASE",
                    "WHEN",
                    "THEN",
                    "ELSE",
                    "END",
                    "VALUE",
                    "SET",
                    "CAST",
                    "NULL",
                    "TRUE",
                    "*",
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    ".",
                    ":",
                    "=",
                    "<>",
                    "<",
                    ">=",
                    "+",
                    "-",
                    "/",
                    "%",
                    "@v",
                    "a",
                    "b",
                    "'f/#'",
                    "'x'",
                    "\"y\"",
                    "1",
                    "2.5",
                    "1E999",
                    "Int",
                    "get",
                    "concat",
                    "regexp_replace",
                    "substring",
                    "decode",
                    "transform",
                    "abs",
                    "parse_time",
                    "time_to_epoch",
                    "topic",
                    "power",
                    "get_or_default",
                    "(SELECT",
                    "\u20AC",
                    "'",
                    "\\",
                    ";",
                    "\n");

    private static final List<String> NAMES =
            List.of("a", "b", "s", "x", "y", "p", "r", "e", "o", "n", "v");

    private static final List<String> SCALARS =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-0",
                    "5",
                    "1E999",
                    "-1.50",
                    "10.0",
                    "1E999999999",
                    "123456789012345678901234567890123456789",
                    "\"\"",
                    "\"5\"",
                    "\"yyyy z\"",
                    "\"(a|b)*?\"",
                    "\"[\"",
                    "\"$1\"",
                    "\"eyJhIjpbMV19\"",
                    "\"UTC\"",
                    "\"a{999}\"",
                    "\"2020-01-01\"",
                    "\"\\ud83d\\ude00\"",
                    "\"\\u0000\"");

    private static final List<String> SOURCES =
            List.of(
                    "SELECT * FROM 'a/b'",
                    "SELECT a.b AS c.d, *, upper(s) AS u FROM '+/b' WHERE x > 5 AND NOT y = 'z'",
                    "SELECT VALUE (SELECT v, n AS m FROM e AS r WHERE n IN [1,2,'x']) FROM '#'",
                    "SET @a = x + 1, @b = [@a, {'k': s}] SELECT @b AS b, get(@b, 1).k AS k",
                    "SELECT CASE x WHEN 1 THEN 'a' WHEN y THEN s ELSE -x END AS c FROM 't' WHERE"
                            + " exists(SELECT * FROM e WHERE n > 1)",
                    "SELECT cast(x as Decimal) AS d, cast(s as Boolean) AS b, x / y % 3 AS m,"
                            + " bitnot(x) AS n, trunc(x, y) AS t, round(x) AS r, power(x, y) AS p",
                    "SELECT regexp_replace(s, p, r) AS a, regexp_substr(s, 'b+') AS b,"
                            + " replace(s, p, r) AS c, substring(s, x, y) AS d, lpad(s, x) AS e,"
                            + " indexof(s, p) AS f, chr(x) AS g, concat(e, s) AS h, md5(o) AS i",
                    "SELECT parse_time(s, x, p) AS a, time_to_epoch(s, p) AS b, decode(s, 'base64')"
                            + " AS c, encode(*, 'base64') AS d, transform('enrichArray', o, e) AS e,"
                            + " get(*, s) AS f, get_user_properties() AS g, topic(x) AS h",
                    "SELECT get_or_default(aws_lambda('f', *), s) AS a, o = e AS b, o <> o AS c");

    private static final List<RuleStatement> STATEMENTS =
            SOURCES.stream().map(sql -> RuleStatement.parse(sql, SqlVersion.V2016_03_23)).toList();

    @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
    void tokensInAnyOrderAreReadOrRefused(@ForAll("soup") String sql) {
        readAndEvaluate(sql, "{\"a\":1,\"b\":[{\"a\":\"x\"}]}");
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void statementsWithFaultsAreReadOrRefused(@ForAll("faulty") String sql) {
        readAndEvaluate(sql, "{\"x\":1,\"s\":\"text\",\"e\":[{\"n\":2,\"v\":3}]}");
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void anyTextIsReadOrRefused(@ForAll String sql) {
        readAndEvaluate(sql, "{}");
        readTemplate(sql);
        readTemplate("a ${" + sql);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void anyBytesAreEvaluated(@ForAll @Size(max = 200) byte[] payload) {
        for (RuleStatement statement : STATEMENTS) {
            RuleOutcome outcome = statement.evaluate(message(payload), ENVIRONMENT);
            assertThat(outcome.kind()).isNotNull();
            assertThat(outcome.elements()).isNotNull();
            assertThat(statement.explain(message(payload), ENVIRONMENT).toText()).isNotEmpty();
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void anyJsonIsEvaluated(@ForAll("payloads") String payload) {
        for (RuleStatement statement : STATEMENTS) {
            RuleMessage message = RuleMessage.of("a/b", payload);
            RuleOutcome outcome = statement.evaluate(message, ENVIRONMENT);
            assertThat(outcome.kind()).isNotNull();
            assertThat(statement.explain(message, ENVIRONMENT).toMap()).containsKey("fires");
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void whatPassesThroughIsTheSameBytes(@ForAll byte[] payload) {
        // When
        RuleOutcome outcome =
                RuleStatement.parse("SELECT * FROM 'a/b'", SqlVersion.V2016_03_23)
                        .evaluate(message(payload), ENVIRONMENT);

        // Then
        assertThat(outcome.payload()).isEqualTo(ByteBuffer.wrap(payload));
    }

    private static void readAndEvaluate(String sql, String payload) {
        for (SqlVersion version : SqlVersion.values()) {
            try {
                RuleStatement statement = RuleStatement.parse(sql, version);
                RuleMessage message = RuleMessage.of("a/b", payload);
                statement.evaluate(message, ENVIRONMENT);
                statement.explain(message, ENVIRONMENT).toText();
                statement.matches("a/b");
            } catch (SqlSyntaxException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
                assertThat(e.line()).isPositive();
                assertThat(e.column()).isPositive();
            }
        }
    }

    private static void readTemplate(String text) {
        try {
            SubstitutionTemplate.parse(text, SqlVersion.V2016_03_23)
                    .render(RuleMessage.of("a/b", "{}"), ENVIRONMENT);
        } catch (SqlSyntaxException | EvaluationException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static RuleMessage message(byte[] payload) {
        return new RuleMessage("a/b", ByteBuffer.wrap(payload), MessageContext.NONE);
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(TOKENS)
                .list()
                .ofMaxSize(25)
                .map(tokens -> "SELECT " + String.join(" ", tokens));
    }

    @Provide
    Arbitrary<String> faulty() {
        return Combinators.combine(
                        Arbitraries.of(SOURCES),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, 4))
                .as(RandomInputTest::withFaults);
    }

    private static String withFaults(String sql, long seed, int faults) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(List.of(sql.split("(?<=\\W)|(?=\\W)")));
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.set(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 1 -> words.add(at, " " + TOKENS.get(random.nextInt(TOKENS.size())) + " ");
                default -> words.set(at, "");
            }
        }
        return String.join("", words);
    }

    @Provide
    Arbitrary<String> payloads() {
        return Arbitraries.longs().map(seed -> object(new Random(seed), 0));
    }

    private static String json(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 3 : 6)) {
            case 0, 1 -> SCALARS.get(random.nextInt(SCALARS.size()));
            case 2 -> Double.toString(random.nextGaussian() * 1e6);
            case 3 -> Long.toString(random.nextLong());
            case 4 ->
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(i -> json(random, depth + 1))
                            .collect(Collectors.joining(",", "[", "]"));
            default -> object(random, depth + 1);
        };
    }

    private static String object(Random random, int depth) {
        return NAMES.stream()
                .filter(name -> random.nextInt(3) > 0)
                .map(name -> '"' + name + "\":" + json(random, depth + 1))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
