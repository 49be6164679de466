/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.localaws.protocol.AwsFailure;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PutRequestReaderTest {

    @Property(tries = 200)
    void readsWhatAClientEncoded(@ForAll @Size(min = 1, max = 20) List<byte[]> records) {
        PutRequest request = PutRequestReader.read(batch(records), true);

        assertThat(request.stream()).isEqualTo("s");
        assertThat(request.records())
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(records);
    }

    @Property(tries = 500)
    void throwsNothingButAnAnswerOfAws(@ForAll String data) {
        String text = data.replaceAll("[\\\\\"\\p{Cntrl}]", "");
        try {
            PutRequestReader.read(put(text), false);
        } catch (AwsFailure failure) {
            assertThat(failure.code()).isEqualTo("SerializationException");
        }
    }

    @Test
    void skipsMembersThatItDoesNotKnow() {
        byte[] body =
                "{\"X\":{\"y\":[1]},\"Record\":{\"Z\":{},\"Data\":\"YQ==\"},\"DeliveryStreamName\":\"s\"}"
                        .getBytes(UTF_8);

        assertThat(PutRequestReader.read(body, false).records()).hasSize(1);
    }

    @Test
    void acceptsARecordOfExactlyTheLimitAndAnEmptyOne() {
        byte[] body = batch(List.of(new byte[1_024_000], new byte[0]));

        assertThat(PutRequestReader.read(body, true).records()).hasSize(2);
    }

    @Test
    void refusesARecordAboveTheLimitByItsPlace() {
        refused("ValidationException", batch(List.of(new byte[1], new byte[1_024_001])), true)
                .hasMessage(
                        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1024001"
                                + " cap=1024001]' at 'records.2.member.data' failed to satisfy"
                                + " constraint: Member must have length less than or equal to 1024000");
    }

    @Test
    void refusesMoreThanFiveHundredRecordsAndNone() {
        assertThat(
                        PutRequestReader.read(batch(Collections.nCopies(500, new byte[1])), true)
                                .records())
                .hasSize(500);
        refused("ValidationException", batch(Collections.nCopies(501, new byte[1])), true)
                .hasMessageContaining("Member must have length less than or equal to 500");
        refused("ValidationException", batch(List.of()), true)
                .hasMessageContaining("Member must have length greater than or equal to 1");
    }

    @Test
    void refusesABatchAboveFourMebibytes() {
        byte[] megabyte = new byte[1_000_000];
        byte[] rest = new byte[(4 << 20) - 4_000_000];

        assertThat(
                        PutRequestReader.read(
                                        batch(
                                                List.of(
                                                        megabyte, megabyte, megabyte, megabyte,
                                                        rest)),
                                        true)
                                .records())
                .hasSize(5);
        refused(
                        "InvalidArgumentException",
                        batch(List.of(megabyte, megabyte, megabyte, megabyte, rest, new byte[1])),
                        true)
                .hasMessage("Records size exceeds 4 MB limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aGVsbG8", "aGVs bG8=", "a===", "aGVs\\nbG8=", "-_-_", "ü==="})
    void refusesWhatIsNotBase64(String data) {
        refused("SerializationException", put(data), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"x\"",
                "{\"DeliveryStreamName\":1}",
                "{\"DeliveryStreamName\":\"s\",\"Record\":[]}",
                "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":5}}",
            })
    void refusesWhatIsNotTheJsonOfAPut(String body) {
        refused("SerializationException", body.getBytes(UTF_8), false);
    }

    @Test
    void tellsAllThatIsMissing() {
        refused("ValidationException", "{}".getBytes(UTF_8), true)
                .hasMessageStartingWith("2 validation errors detected")
                .hasMessageContaining("Value null at 'records'")
                .hasMessageContaining("Value null at 'deliveryStreamName'");
        refused(
                        "ValidationException",
                        "{\"DeliveryStreamName\":\"s\",\"Record\":{}}".getBytes(UTF_8),
                        false)
                .hasMessageContaining("Value null at 'record.data'");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            String code, byte[] body, boolean batch) {
        return assertThatThrownBy(() -> PutRequestReader.read(body, batch))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static byte[] put(String data) {
        return ("{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"" + data + "\"}}")
                .getBytes(UTF_8);
    }

    private static byte[] batch(List<byte[]> records) {
        String list =
                records.stream()
                        .map(record -> Base64.getEncoder().encodeToString(record))
                        .map(data -> "{\"Data\":\"" + data + "\"}")
                        .collect(Collectors.joining(","));
        return ("{\"DeliveryStreamName\":\"s\",\"Records\":[" + list + "]}").getBytes(UTF_8);
    }
}
