/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.Payload;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.Receipt;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedReadingTest {

    private static InboundMessage message(String text) {
        return new InboundMessage(
                "sluice/errors",
                Payload.ofUtf8(text),
                Qos.AT_LEAST_ONCE,
                false,
                MessageProperties.NONE,
                Instant.EPOCH,
                Receipt.NONE);
    }

    @Test
    void readsWhatAwsSays() {
        // Given
        InboundMessage said =
                message(
                        """
                        {"ruleName":"my_rule","topic":"sensors/a","cloudwatchTraceId":"x","clientId":"c",
                         "base64OriginalPayload":"aGVsbG8=",
                         "failures":[{"failedAction":"FirehoseAction","failedResource":"s","errorMessage":"Slow down."},
                                     {"failedAction":"S3Action","failedResource":"b","errorMessage":"no"}]}
                        """);

        // When
        FailedReading failed = FailedReading.read(said);

        // Then
        assertThat(failed)
                .isEqualTo(
                        new FailedReading(
                                "my_rule",
                                "sensors/a",
                                Payload.ofUtf8("hello"),
                                "FirehoseAction on s: Slow down.; S3Action on b: no"));
        assertThat(failed.again(said).topic()).isEqualTo("sensors/a");
        assertThat(failed.again(said).payload()).isEqualTo(Payload.ofUtf8("hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"topic\":\"t\"}",
                "{\"topic\":\"t\",\"base64OriginalPayload\":\"*\"}"
            })
    void keepsAsItIsWhatIsNoSuchMessage(String text) {
        // When
        FailedReading failed = FailedReading.read(message(text));

        // Then
        assertThat(failed.isReadable()).isFalse();
        assertThat(failed.letter(message(text), "s", Instant.EPOCH).payload())
                .isEqualTo(Payload.ofUtf8(text));
        assertThat(failed.reason()).contains("not the message of a rule's error action");
    }
}
