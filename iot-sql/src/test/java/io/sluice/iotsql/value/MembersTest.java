/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.iotsql.EvaluationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What members of a payload cost, which their values do not show. */
class MembersTest {

    @Test
    void aLongValueIsMadeOnceHoweverOftenItIsAskedFor() {
        // Given
        ObjectValue object =
                read("{\"s\":\"" + "é".repeat(100) + "\",\"n\":" + "1".repeat(200) + "}");

        // When
        Value string = object.member("s");
        Value number = object.member("n");

        // Then
        assertThat(object.member("s")).isSameAs(string);
        assertThat(object.member("n")).isSameAs(number);
        assertThat(JsonWriter.text(object, 1_000)).hasSize(5 + 102 + 5 + 200 + 1);
    }

    @Test
    void whatStandsTogetherIsNotCopiedBeyondTheLimit() {
        // Given
        ObjectValue object = read("{\"a\":1,\"b\":2,\"c\":\"€€€€\"}");

        // When / Then
        assertThat(JsonWriter.text(object, 24)).isEqualTo("{\"a\":1,\"b\":2,\"c\":\"€€€€\"}");
        assertThatThrownBy(() -> JsonWriter.text(object, 23))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("longer than 23");
        assertThat(JsonWriter.bytes(object, 32).remaining()).isEqualTo(32);
        assertThatThrownBy(() -> JsonWriter.bytes(object, 31))
                .isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> JsonWriter.bytes(object, 3))
                .isInstanceOf(EvaluationException.class);
    }

    private static ObjectValue read(String json) {
        return (ObjectValue)
                JsonReader.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), true);
    }
}
