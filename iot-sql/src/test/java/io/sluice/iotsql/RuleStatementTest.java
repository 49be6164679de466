/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What callers rely on besides the language. */
class RuleStatementTest {

    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.fixed(1, "uuid", 0.5, "123456789012");

    @Test
    void passesOnlyAPlainStarThrough() {
        assertThat(parse("SELECT * FROM 'a'").passesPayloadThrough()).isTrue();
        assertThat(parse("select *").passesPayloadThrough()).isTrue();
        assertThat(parse("SELECT VALUE * FROM 'a'").passesPayloadThrough()).isTrue();
        assertThat(parse("SELECT * FROM 'a' WHERE true").passesPayloadThrough()).isFalse();
        assertThat(parse("SELECT *, 1 AS x FROM 'a'").passesPayloadThrough()).isFalse();
        assertThat(parse("SET @a = 1 SELECT * FROM 'a'").passesPayloadThrough()).isFalse();
    }

    @Test
    void handsOnTheBytesBetweenPositionAndLimit() {
        // Given
        ByteBuffer buffer = ByteBuffer.wrap("xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8));
        buffer.position(2).limit(9);
        RuleMessage message = new RuleMessage("t", buffer, MessageContext.NONE);

        // When
        RuleOutcome star = parse("SELECT *").evaluate(message, ENVIRONMENT);
        RuleOutcome field = parse("SELECT a").evaluate(message, ENVIRONMENT);

        // Then
        assertThat(text(star.payload())).isEqualTo("{\"a\":1}");
        assertThat(text(star.payload())).as("a second look").isEqualTo("{\"a\":1}");
        assertThat(text(field.payload())).isEqualTo("{\"a\":1}");
        assertThat(star.payload().isReadOnly()).isTrue();
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void copiesMembersOfThePayloadOnlyAsTheyAreWritten() {
        String added = "SELECT *, 5 AS a, 'x' AS n FROM 't'";
        assertThat(result(added, "{\"a\":1,\"b\":2}")).isEqualTo("{\"a\":5,\"b\":2,\"n\":\"x\"}");
        assertThat(result(added, "{\"b\":2,\"b\":3}")).isEqualTo("{\"b\":3,\"a\":5,\"n\":\"x\"}");
        assertThat(result(added, "{\"b\":{\"c\":[1,2], \"d\":{}}}"))
                .isEqualTo("{\"b\":{\"c\":[1,2],\"d\":{}},\"a\":5,\"n\":\"x\"}");
        assertThat(result(added, "{\"b\":2.0,\"c\":2.50,\"d\":[7.0]}"))
                .isEqualTo("{\"b\":2,\"c\":2.50,\"d\":[7],\"a\":5,\"n\":\"x\"}");
        assertThat(result("SELECT *, 5 AS b.c FROM 't'", "{\"b\":{\"c\":1,\"d\":2},\"e\":3}"))
                .isEqualTo("{\"b\":{\"c\":5,\"d\":2},\"e\":3}");
    }

    @Test
    void splitsAnArrayForBatchMode() {
        assertThat(elements("SELECT VALUE r FROM 'a'", "{\"r\":[1,\"x\",{\"a\":null},[]]}"))
                .contains(List.of("1", "\"x\"", "{\"a\":null}", "[]"));
        assertThat(elements("SELECT * FROM 'a'", "[1, 2.50]")).contains(List.of("1", "2.50"));
        assertThat(elements("SELECT VALUE r FROM 'a'", "{\"r\":5}")).isEmpty();
        assertThat(elements("SELECT * FROM 'a'", "binary")).isEmpty();
        assertThat(elements("SELECT VALUE r FROM 'a' WHERE false", "{\"r\":[1]}")).isEmpty();
        assertThat(parse("SELECT VALUE a").mayYieldArray()).isTrue();
        assertThat(parse("SELECT *").mayYieldArray()).isTrue();
        assertThat(parse("SELECT a").mayYieldArray()).isFalse();
    }

    @Test
    void whatHasNotFiredHasNoPayload() {
        // Given
        RuleOutcome outcome =
                parse("SELECT * FROM 'a' WHERE false")
                        .evaluate(RuleMessage.of("a", "{}"), ENVIRONMENT);

        // When / Then
        assertThat(outcome.kind()).isEqualTo(RuleOutcome.Kind.NOT_TRUE);
        assertThat(outcome.failure()).isEmpty();
        assertThatThrownBy(outcome::payload)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NOT_TRUE");
    }

    @Test
    void refusesInvalidUtf8() {
        // Given
        List<byte[]> invalid =
                List.of(
                        new byte[] {'"', (byte) 0xFF, '"'},
                        new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                        "\uFEFF{}".getBytes(StandardCharsets.UTF_8),
                        "{}".getBytes(StandardCharsets.UTF_16BE),
                        "{\"a\":\"\\udc00\"}".getBytes(StandardCharsets.UTF_8));

        for (byte[] payload : invalid) {
            // When
            RuleOutcome outcome =
                    parse("SELECT a")
                            .evaluate(
                                    new RuleMessage(
                                            "t", ByteBuffer.wrap(payload), MessageContext.NONE),
                                    ENVIRONMENT);

            // Then
            assertThat(outcome.failure().orElseThrow().kind())
                    .isEqualTo(EvaluationFailure.Kind.PAYLOAD_NOT_JSON);
        }
    }

    @Test
    void keepsTheReplacementCharacterOfThePayload() {
        // When
        RuleOutcome outcome =
                parse("SELECT a").evaluate(RuleMessage.of("t", "{\"a\":\"\uFFFD\"}"), ENVIRONMENT);

        // Then
        assertThat(text(outcome.payload())).isEqualTo("{\"a\":\"\uFFFD\"}");
    }

    @Test
    void aFunctionThatTakesFromOutsideSeesOneMessage() {
        // Given
        RuleEnvironment system = RuleEnvironment.system("123456789012");

        // When
        RuleOutcome outcome =
                parse("SELECT newuuid() AS u, clientid() AS c, principal() AS p, rand() AS r")
                        .evaluate(RuleMessage.of("t", "{}"), system);

        // Then
        assertThat(text(outcome.payload()))
                .matches("\\{\"u\":\"[0-9a-f-]{36}\",\"c\":\"n/a\",\"r\":[0-9.E-]+}");
    }

    @Test
    void saysItselfWithItsVersion() {
        assertThat(parse("SELECT *")).hasToString("SELECT * (2016-03-23)");
        assertThat(SqlVersion.AWS_DEFAULT).isEqualTo(SqlVersion.V2015_10_08);
        assertThat(parse("SELECT *").policy()).isEqualTo(SqlPolicy.DEFAULT);
    }

    private static Optional<List<String>> elements(String sql, String payload) {
        return parse(sql)
                .evaluate(RuleMessage.of("a", payload), ENVIRONMENT)
                .elements()
                .map(elements -> elements.stream().map(RuleStatementTest::text).toList());
    }

    private static String result(String sql, String payload) {
        return text(parse(sql).evaluate(RuleMessage.of("t", payload), ENVIRONMENT).payload());
    }

    private static RuleStatement parse(String sql) {
        return RuleStatement.parse(sql, SqlVersion.V2016_03_23);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
