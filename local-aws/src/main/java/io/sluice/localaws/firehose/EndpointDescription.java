/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Words a destination that speaks HTTP as DescribeDeliveryStream does: as it was configured, with
 * AWS's defaults, and without the access key.
 */
final class EndpointDescription {

    private EndpointDescription() {}

    static ObjectNode of(StreamDefinition stream) {
        ObjectNode described = stream.destinationRequest().deepCopy();
        if (described.remove("S3Configuration") instanceof ObjectNode bucket) {
            described.set("S3DestinationDescription", StreamDescription.withDefaults(bucket));
        }
        if (described.get("EndpointConfiguration") instanceof ObjectNode endpoint) {
            endpoint.remove("AccessKey");
        }
        DeliveryPlan plan = stream.plan();
        if (!described.hasNonNull("BufferingHints")) {
            described
                    .putObject("BufferingHints")
                    .put("SizeInMBs", plan.bufferBytes() >> 20)
                    .put("IntervalInSeconds", plan.interval().toSeconds());
        }
        if (!described.hasNonNull("RetryOptions")) {
            described.putObject("RetryOptions").put("DurationInSeconds", plan.retry().toSeconds());
        }
        if (described.remove("VpcConfiguration") instanceof ObjectNode vpc) {
            described.set("VpcConfigurationDescription", vpc);
        }
        return described;
    }
}
