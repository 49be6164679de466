/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What AWS documents, case by case: each line of the tables in {@code conformance/} names a
 * statement or expression, a payload, what comes out, and where AWS says so.
 */
class ConformanceTest {

    private static final List<String> TABLES =
            List.of(
                    "functions-string",
                    "functions-number",
                    "functions-message",
                    "operators",
                    "types",
                    "select");

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(
                    1_481_825_251_155L,
                    "123a4567-b89c-12d3-e456-789012345000",
                    0.8231909191640703,
                    "123456789012");

    private static final MessageContext CONTEXT =
            new MessageContext(
                    "device-7",
                    "ba67293af50bf2506f5f93469686da660c7c844e7b3950bfb16813e0d31e9373",
                    "192.0.2.7",
                    "12345678-1234-1234-1234-123456789012",
                    true,
                    "application/json",
                    "reply/here",
                    ByteBuffer.wrap(new byte[] {1, 2}),
                    List.of(
                            new UserProperty("k", "v1"),
                            new UserProperty("other", "w"),
                            new UserProperty("k", "v2")));

    record Case(
            String id,
            SqlVersion version,
            String sql,
            String payload,
            String expected,
            String topic,
            String source) {
        @Override
        public String toString() {
            return id + " " + version + ": " + sql + " [" + source + "]";
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesWhatAwsDocuments(Case example) {
        // When
        String actual = outcome(example);

        // Then
        assertThat(actual).as(example.toString()).isEqualTo(example.expected());
    }

    @Test
    void holdsAFewHundredCases() {
        assertThat(cases()).hasSizeGreaterThan(300);
    }

    private static String outcome(Case example) {
        boolean statement = example.sql().toUpperCase(Locale.ROOT).matches("(SELECT|SET @).*");
        String sql = statement ? example.sql() : "SELECT (" + example.sql() + ") AS r FROM '#'";
        RuleStatement parsed;
        try {
            parsed = RuleStatement.parse(sql, example.version());
        } catch (SqlSyntaxException e) {
            return "syntax";
        }
        byte[] payload = example.payload().getBytes(StandardCharsets.UTF_8);
        RuleOutcome outcome =
                parsed.evaluate(
                        new RuleMessage(example.topic(), ByteBuffer.wrap(payload), CONTEXT),
                        ENVIRONMENT);
        return switch (outcome.kind()) {
            case NOT_TRUE -> "not true";
            case FAILED -> "failed " + outcome.failure().orElseThrow().kind();
            case FIRED -> {
                String result = StandardCharsets.UTF_8.decode(outcome.payload()).toString();
                if (statement) {
                    yield result.isEmpty() ? "(nothing)" : result;
                }
                yield result.equals("{}")
                        ? "undefined"
                        : result.substring("{\"r\":".length(), result.length() - 1);
            }
        };
    }

    static Stream<Case> cases() {
        return TABLES.stream().flatMap(ConformanceTest::table);
    }

    private static Stream<Case> table(String name) {
        InputStream table =
                ConformanceTest.class.getResourceAsStream("/conformance/" + name + ".tsv");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .flatMap(ConformanceTest::versions)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Case> versions(String[] row) {
        return Stream.of(SqlVersion.values())
                .filter(version -> row[1].equals("both") || version.id().startsWith(row[1]))
                .map(version -> new Case(row[0], version, row[2], row[3], row[4], row[5], row[6]));
    }
}
