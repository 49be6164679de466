/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests for tests. */
final class Requests {

    static final ObjectMapper JSON = new ObjectMapper();

    private Requests() {}

    /** A CreateDeliveryStream of stream "s" into bucket "lake"; one MiB or 900 seconds. */
    static ObjectNode stream() {
        return stream("s");
    }

    static ObjectNode stream(String name) {
        ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", name);
        request.putObject("ExtendedS3DestinationConfiguration")
                .put("BucketARN", "arn:aws:s3:::lake")
                .put("RoleARN", "arn:aws:iam::000000000000:role/delivery")
                .putObject("BufferingHints")
                .put("SizeInMBs", 1)
                .put("IntervalInSeconds", 900);
        return request;
    }

    static ObjectNode s3(ObjectNode request) {
        return (ObjectNode) request.get("ExtendedS3DestinationConfiguration");
    }
}
