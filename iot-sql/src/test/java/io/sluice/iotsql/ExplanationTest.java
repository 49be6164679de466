/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a rule fired or did not, in words that a user can act on. */
class ExplanationTest {

    private static final String TOPIC = "sensors/a/telemetry";

    @Test
    void showsEachPartOfARuleThatFires() {
        // When
        Explanation explanation =
                explain(
                        """
                        SET @f = t * 9 / 5 + 32
                        SELECT @f AS fahrenheit, nope AS x FROM 'sensors/+/telemetry'
                        WHERE t > 20 AND status = 'ok'""",
                        "{\"t\":25,\"status\":\"ok\"}");

        // Then
        assertThat(explanation.fires()).isTrue();
        assertThat(explanation.toText())
                .isEqualTo(
                        """
                        FROM 'sensors/+/telemetry' matches the topic sensors/a/telemetry
                        SET
                          t * 9 / 5 + 32 -> 77
                        WHERE
                          t > 20 AND status = 'ok' -> true
                            t > 20 -> true
                              t -> 25
                            status = 'ok' -> true
                              status -> "ok"
                        SELECT
                          @f -> 77
                          nope -> Undefined
                        The rule fires.
                        {"fahrenheit":77}
                        """);
    }

    @Test
    void namesThePartThatIsUndefined() {
        // When
        Explanation explanation =
                explain(
                        "SELECT * FROM 'sensors/#' WHERE temperature > 20 OR lower(a.b) = 'x'",
                        "{\"temprature\":25,\"a\":{}}");

        // Then
        assertThat(explanation.fires()).isFalse();
        assertThat(explanation.summary())
                .isEqualTo(
                        "The rule does not fire: WHERE is Undefined, since temperature is"
                                + " Undefined, a.b is Undefined.");
        assertThat(explanation.parts())
                .anySatisfy(
                        part -> {
                            assertThat(part.text()).isEqualTo("temperature");
                            assertThat(part.undefined()).isTrue();
                            assertThat(part.line()).isEqualTo(1);
                            assertThat(part.column()).isEqualTo(33);
                        });
    }

    @Test
    void saysThatWhereIsFalse() {
        assertThat(explain("SELECT * FROM '#' WHERE t > 20", "{\"t\":5}").summary())
                .isEqualTo("The rule does not fire: WHERE is false.");
        assertThat(explain("SELECT * FROM '#' WHERE t", "{\"t\":\"true\"}").summary())
                .isEqualTo("The rule does not fire: WHERE is \"true\".");
    }

    @Test
    void namesTheLevelThatDoesNotMatch() {
        assertThat(text("SELECT * FROM 'sensors/+/status'"))
                .startsWith(
                        "FROM 'sensors/+/status' does not match the topic sensors/a/telemetry:"
                                + " level 3 should be 'status', and is 'telemetry' (the levels differ)");
        assertThat(text("SELECT * FROM 'sensors/+/telemetry/#'"))
                .contains("level 4 should be '#' (in AWS IoT, # does not match the level above it)")
                .endsWith("The rule does not fire: the topic does not match.\n{}\n");
        assertThat(text("SELECT * FROM 'sensors/+'"))
                .contains("level 3 is 'telemetry' (the topic has more levels than the filter)");
        assertThat(text("SELECT * FROM 'sensors/a/telemetry/x/y'"))
                .contains("level 4 should be 'x' (the topic has only 3 levels)");
    }

    @Test
    void saysWhatFailedAndWhere() {
        // When
        Explanation explanation = explain("SELECT temp FROM '#'\nWHERE  temp > 5", "not json");

        // Then
        assertThat(explanation.summary())
                .startsWith(
                        "The rule does not fire: line 2, column 8: the payload is not JSON:"
                                + " Unrecognized token 'not'")
                .contains("in 'temp'");
        assertThat(explanation.toText()).contains("temp > 5 -> failed: the payload is not JSON");
    }

    @Test
    void saysThatAFunctionReachesOut() {
        assertThat(explain("SELECT get_thing_shadow('t', 'arn') AS s FROM '#'", "{}").summary())
                .contains("line 1, column 8: get_thing_shadow asks AWS IoT Device Shadow")
                .contains("wrap it in get_or_default");
    }

    @Test
    void isWrittenAsJson() throws Exception {
        // When
        Map<String, Object> map =
                explain("SELECT a FROM 'sensors/#' WHERE b > 1", "{\"a\":1,\"b\":2}").toMap();

        // Then
        assertThat(new ObjectMapper().writeValueAsString(map))
                .isEqualTo(
                        "{\"fires\":true,\"summary\":\"The rule fires.\",\"topic\":{\"matched\":true,"
                                + "\"topic\":\"sensors/a/telemetry\",\"filter\":\"sensors/#\","
                                + "\"reason\":\"the topic matches\"},\"parts\":["
                                + "{\"clause\":\"WHERE\",\"depth\":0,\"text\":\"b > 1\",\"line\":1,"
                                + "\"column\":33,\"value\":\"true\",\"undefined\":false},"
                                + "{\"clause\":\"WHERE\",\"depth\":1,\"text\":\"b\",\"line\":1,"
                                + "\"column\":33,\"value\":\"2\",\"undefined\":false},"
                                + "{\"clause\":\"SELECT\",\"depth\":0,\"text\":\"a\",\"line\":1,"
                                + "\"column\":8,\"value\":\"1\",\"undefined\":false}],"
                                + "\"outcome\":{\"kind\":\"FIRED\",\"bytes\":7,"
                                + "\"payload\":\"{\\\"a\\\":1}\"}}");
    }

    @Test
    void writesBinaryAsBase64() {
        // When
        Explanation explanation =
                RuleStatement.parse("SELECT *", SqlVersion.V2016_03_23)
                        .explain(
                                new RuleMessage(
                                        "x",
                                        ByteBuffer.wrap(new byte[] {(byte) 0xFF}),
                                        MessageContext.NONE),
                                RuleEnvironment.system("123456789012"));

        // Then
        assertThat(explanation.toMap().get("outcome"))
                .isEqualTo(Map.of("kind", "FIRED", "bytes", 1, "payloadBase64", "/w=="));
        assertThat(explanation.toText()).contains("1 bytes that are not UTF-8");
    }

    @Test
    void showsNoMoreThanAReaderCanTake() {
        // Given
        String sql = "SELECT * FROM '#' WHERE " + "a = 1 AND ".repeat(1_000) + "a = 1";

        // When
        List<Explanation.Part> parts = explain(sql, "{\"a\":1}").parts();

        // Then
        assertThat(parts).hasSize(200);
    }

    private static String text(String sql) {
        return explain(sql, "{}").toText();
    }

    private static Explanation explain(String sql, String payload) {
        return RuleStatement.parse(sql, SqlVersion.V2016_03_23)
                .explain(
                        RuleMessage.of(TOPIC, payload),
                        RuleEnvironment.fixed(1, "uuid", 0.5, "123456789012"));
    }
}
