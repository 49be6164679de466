/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

class StreamInspectorTest {

    private static StreamInspector inspector(ScriptedFirehose firehose) {
        return new StreamInspector(() -> firehose);
    }

    private static Optional<String> problem(DeliveryStreamStatus status, DeliveryStreamType type) {
        return inspector(
                        ScriptedFirehose.describing(
                                request ->
                                        DescribeDeliveryStreamResponse.builder()
                                                .deliveryStreamDescription(
                                                        stream ->
                                                                stream.deliveryStreamStatus(status)
                                                                        .deliveryStreamType(type))
                                                .build()))
                .problemOf("s");
    }

    @Test
    void findsNothingWrongWithAnActiveStreamForDirectPuts() {
        assertThat(problem(DeliveryStreamStatus.ACTIVE, DeliveryStreamType.DIRECT_PUT)).isEmpty();
    }

    @Test
    void namesWhatIsWrongAndTheRemedy() {
        assertThat(problem(DeliveryStreamStatus.CREATING, DeliveryStreamType.DIRECT_PUT))
                .hasValueSatisfying(words -> assertThat(words).contains("CREATING", "wait for it"));
        assertThat(
                        problem(
                                DeliveryStreamStatus.ACTIVE,
                                DeliveryStreamType.KINESIS_STREAM_AS_SOURCE))
                .hasValueSatisfying(words -> assertThat(words).contains("Direct PUT"));
    }

    @Test
    void saysWhatToDoAboutAStreamThatIsNotThere() {
        // Given
        StreamInspector inspector =
                inspector(
                        ScriptedFirehose.describing(
                                request -> {
                                    throw ResourceNotFoundException.builder()
                                            .statusCode(400)
                                            .build();
                                }));

        // When
        Optional<String> problem = inspector.problemOf("s");

        // Then
        assertThat(problem).hasValueSatisfying(words -> assertThat(words).contains("create it"));
    }
}
