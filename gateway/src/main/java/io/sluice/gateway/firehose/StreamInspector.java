/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;

/** Looks at a delivery stream before anything is put into it. */
public final class StreamInspector {

    private final Supplier<FirehoseClient> client;

    StreamInspector(Supplier<FirehoseClient> client) {
        this.client = client;
    }

    /** What is wrong with the stream and what to do, or empty if it takes records. */
    public Optional<String> problemOf(String stream) {
        try {
            DeliveryStreamDescription description =
                    client.get()
                            .describeDeliveryStream(call -> call.deliveryStreamName(stream))
                            .deliveryStreamDescription();
            if (description.deliveryStreamStatus() != DeliveryStreamStatus.ACTIVE) {
                return Optional.of(
                        "is "
                                + description.deliveryStreamStatusAsString()
                                + ", not ACTIVE; wait for it, or look at its failure in AWS");
            }
            if (description.deliveryStreamType() != DeliveryStreamType.DIRECT_PUT) {
                return Optional.of(
                        "has the source "
                                + description.deliveryStreamTypeAsString()
                                + "; the gateway needs one whose source is Direct PUT");
            }
            return Optional.empty();
        } catch (SdkException e) {
            var failure = CallFailure.read(e);
            String remedy =
                    switch (failure.kind()) {
                        case STREAM_MISSING ->
                                "create it, or set the route's stream and aws.region to where it is";
                        case ACCESS_DENIED ->
                                "check the credentials, and that their policy allows firehose:PutRecordBatch and"
                                        + " firehose:DescribeDeliveryStream on it";
                        default -> "check aws.region, aws.endpoint and the network";
                    };
            return Optional.of(failure.message() + "; " + remedy);
        }
    }
}
