/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppendedIdTest {

    private final AtomicInteger leftAlone = new AtomicInteger();
    private final AppendedId rule = new AppendedId("sluice-id", leftAlone::incrementAndGet);

    private byte[] applied(byte[] payload, String id) {
        MessageProperties properties =
                new MessageProperties(
                        false, null, null, null, null, List.of(new UserProperty("sluice-id", id)));
        RuleResult result = rule.apply("t", Payload.of(payload), properties);
        assertThat(result.kind()).isEqualTo(RuleResult.Kind.FIRED);
        assertThat(result.outputs()).hasSize(1);
        return result.outputs().get(0).toByteArray();
    }

    private String applied(String payload) {
        return new String(
                applied(payload.getBytes(StandardCharsets.UTF_8), "g-1"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"t\":21.50}|{\"t\":21.50,\"sluice_id\":\"g-1\"}",
                "{}|{\"sluice_id\":\"g-1\"}",
                "{ }|{ \"sluice_id\":\"g-1\"}",
                "` { \"a\" : { \"b\" : [ 1, {} ] } } `|` { \"a\" : { \"b\" : [ 1, {} ] }"
                        + " ,\"sluice_id\":\"g-1\"} `",
                "{\"a\":1e400,\"a\":\"}\"}|{\"a\":1e400,\"a\":\"}\",\"sluice_id\":\"g-1\"}",
                "{\"in\":{\"sluice_id\":1}}|{\"in\":{\"sluice_id\":1},\"sluice_id\":\"g-1\"}",
                "{\"x\":\"é中😀\"}|{\"x\":\"é中😀\",\"sluice_id\":\"g-1\"}"
            })
    void addsTheNameAsTheLastMemberAndChangesNothingElse(String payload, String expected) {
        // When
        String named = applied(payload);

        // Then
        assertThat(named).isEqualTo(expected);
        assertThat(leftAlone).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{hello}",
                "{\"a\":1,}",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":1} trailing",
                "[{\"a\":1}]",
                "\"text\"",
                "42",
                "null",
                "\uFEFF{\"a\":1}",
                "{\"sluice_id\":\"of the device\"}",
                "{\"a\":1,\"sluice_id\":null}"
            })
    void leavesAloneWhatIsNoObjectOrHasANameAndCountsIt(String payload) {
        // When
        String named = applied(payload);

        // Then
        assertThat(named).isEqualTo(payload);
        assertThat(leftAlone).hasValue(1);
    }

    @Test
    void leavesAloneWhatIsNotUtf8() {
        // Given
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        byte[] deep = "{\"a\":".repeat(5_000).getBytes(StandardCharsets.UTF_8);

        // When
        assertThat(applied(utf16, "g-1")).isEqualTo(utf16);
        assertThat(applied(deep, "g-1")).isEqualTo(deep);

        // Then
        assertThat(leftAlone).hasValue(2);
    }

    @Test
    void writesTheNameAsJson() {
        // When
        byte[] named = applied("{}".getBytes(StandardCharsets.UTF_8), "a\"b\\c");

        // Then
        assertThat(new String(named, StandardCharsets.UTF_8))
                .isEqualTo("{\"sluice_id\":\"a\\\"b\\\\c\"}");
    }

    @Test
    void leavesAReadingAloneThatNobodyHasNamed() {
        // When
        RuleResult result = rule.apply("t", Payload.ofUtf8("{}"), MessageProperties.NONE);

        // Then
        assertThat(result.outputs()).containsExactly(Payload.ofUtf8("{}"));
        assertThat(leftAlone).hasValue(1);
    }
}
