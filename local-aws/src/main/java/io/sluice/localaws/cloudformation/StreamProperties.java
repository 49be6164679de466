/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.protocol.AwsFailure;
import java.util.List;
import java.util.Optional;

/**
 * Turns the properties of an {@code AWS::KinesisFirehose::DeliveryStream} into a
 * CreateDeliveryStream request. The names are the same.
 */
final class StreamProperties {

    private static final String DESTINATION = "DestinationConfiguration";

    private StreamProperties() {}

    static ObjectNode toRequest(String streamName, ObjectNode properties) {
        ObjectNode request = properties.deepCopy();
        request.put("DeliveryStreamName", streamName);
        return request;
    }

    /**
     * The destination, if it is one that Firehose has and nothing here delivers to. Such a stream
     * is inert: it takes no records rather than losing them.
     */
    static Optional<String> destinationWithoutDelivery(ObjectNode properties) {
        List<String> destinations =
                properties
                        .propertyStream()
                        .map(java.util.Map.Entry::getKey)
                        .filter(name -> name.endsWith(DESTINATION))
                        .toList();
        if (destinations.size() != 1) {
            throw AwsFailure.invalidArgument(
                    "Exactly one destination configuration is supported for a Firehose");
        }
        return destinations.stream()
                .filter(name -> !DeliveryStreams.deliversTo(name))
                .map(name -> name.substring(0, name.length() - DESTINATION.length()))
                .findFirst();
    }
}
