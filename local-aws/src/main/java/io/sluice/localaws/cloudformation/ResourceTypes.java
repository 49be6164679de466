/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.util.Map;

/** How the resources of each type are made. A type that becomes real is added here. */
final class ResourceTypes {

    private static final ResourceType INERT = new InertType();

    private final Map<String, ResourceType> real;

    ResourceTypes(DeliveryStreams streams, BucketFolders buckets, TopicRules rules) {
        this.real =
                Map.of(
                        "AWS::KinesisFirehose::DeliveryStream", new StreamType(streams),
                        "AWS::IoT::TopicRule", new TopicRuleType(rules),
                        "AWS::S3::Bucket", new BucketType(buckets));
    }

    ResourceType of(String type) {
        return real.getOrDefault(type, INERT);
    }
}
