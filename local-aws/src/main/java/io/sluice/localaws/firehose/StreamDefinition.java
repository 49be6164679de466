/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream as it was asked for; one that exists can be run.
 *
 * @param name its name
 * @param request the CreateDeliveryStream request that defines it, kept for DescribeDeliveryStream
 * @param extended whether the destination came as {@code ExtendedS3DestinationConfiguration}
 * @param destination where it delivers to
 * @param version 1 at first, more with each change; part of every object's name
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
record StreamDefinition(
        String name,
        ObjectNode request,
        boolean extended,
        S3Destination destination,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    static final String EXTENDED_S3 = "ExtendedS3DestinationConfiguration";
    static final String S3 = "S3DestinationConfiguration";

    private static final Set<String> KNOWN =
            Set.of(
                    "DeliveryStreamName",
                    "DeliveryStreamType",
                    "DirectPutSourceConfiguration",
                    "DeliveryStreamEncryptionConfigurationInput",
                    "Tags",
                    EXTENDED_S3,
                    S3);
    private static final List<String> NOT_DELIVERED_TO =
            List.of(
                    "Redshift",
                    "Elasticsearch",
                    "Amazonopensearchservice",
                    "AmazonOpenSearchServerless",
                    "Splunk",
                    "HttpEndpoint",
                    "Iceberg",
                    "Snowflake");
    private static final List<String> SOURCES =
            List.of("DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource");

    /**
     * Reads a request.
     *
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    static StreamDefinition read(
            ObjectNode request, int version, Instant createdAt, Instant updatedAt) {
        Members members = Members.of(request);
        String name = members.text("DeliveryStreamName");
        checkName(name);
        members.allow(KNOWN, unsupported());
        refuseOtherSources(members);
        Members extended = members.structure(EXTENDED_S3);
        Members plain = members.structure(S3);
        Members chosen = extended == null ? plain : extended;
        if (chosen == null || (extended != null && plain != null)) {
            throw AwsFailure.invalidArgument(
                    "Exactly one destination configuration is supported for a Firehose");
        }
        S3Destination destination = S3DestinationReader.read(chosen, extended != null);
        return new StreamDefinition(
                String.valueOf(name),
                request,
                extended != null,
                destination,
                version,
                createdAt,
                updatedAt);
    }

    /** Whether streams with this kind of destination configuration deliver something here. */
    static boolean deliversTo(String destinationConfiguration) {
        return NOT_DELIVERED_TO.stream()
                .noneMatch(
                        name -> destinationConfiguration.equals(name + "DestinationConfiguration"));
    }

    /** The configuration of the destination as it was sent. */
    ObjectNode destinationRequest() {
        return (ObjectNode) request.get(extended ? EXTENDED_S3 : S3);
    }

    /** Refuses what is not the name of a stream, and what cannot be the name of a folder. */
    static void checkName(@Nullable String name) {
        String path = "deliveryStreamName";
        new Constraints()
                .required(path, name)
                .pattern(path, name, FirehoseLimits.NAME_PATTERN)
                .length(path, name, 1, FirehoseLimits.MAX_NAME_LENGTH)
                .check();
        if (".".equals(name) || "..".equals(name)) {
            throw AwsFailure.unsupported("the stream name '" + name + "'");
        }
    }

    private static void refuseOtherSources(Members members) {
        String type = members.text("DeliveryStreamType");
        new Constraints().oneOf("deliveryStreamType", type, SOURCES).check();
        if (type != null && !type.equals(SOURCES.get(0))) {
            throw AwsFailure.unsupported("DeliveryStreamType " + type + "; it has DirectPut");
        }
    }

    private static Map<String, String> unsupported() {
        Map<String, String> unsupported = new HashMap<>();
        for (String source : List.of("KinesisStream", "MSK", "Database")) {
            unsupported.put(source + "SourceConfiguration", "a source other than Direct PUT");
        }
        for (String destination : NOT_DELIVERED_TO) {
            unsupported.put(
                    destination + "DestinationConfiguration", "a destination other than S3");
        }
        return unsupported;
    }
}
