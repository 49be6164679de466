/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream as it was asked for; one that exists can be run.
 *
 * @param name its name
 * @param request the CreateDeliveryStream request that defines it, kept for DescribeDeliveryStream
 * @param configuration the member that holds the destination
 * @param plan where it delivers to, and how
 * @param version 1 at first, more with each change; part of every object's name
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
record StreamDefinition(
        String name,
        ObjectNode request,
        String configuration,
        DeliveryPlan plan,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    static final String EXTENDED_S3 = "ExtendedS3DestinationConfiguration";
    static final String S3 = "S3DestinationConfiguration";
    static final String HTTP_ENDPOINT = "HttpEndpointDestinationConfiguration";
    static final String SPLUNK = "SplunkDestinationConfiguration";
    static final String OPEN_SEARCH = "AmazonopensearchserviceDestinationConfiguration";

    private static final Map<String, Function<Members, DeliveryPlan>> DESTINATIONS =
            Map.of(
                    EXTENDED_S3,
                    ExtendedS3Reader::read,
                    S3,
                    members -> DeliveryPlan.toS3(S3DestinationReader.read(members, false)),
                    HTTP_ENDPOINT,
                    HttpEndpointReader::read,
                    SPLUNK,
                    SplunkReader::read,
                    OPEN_SEARCH,
                    OpenSearchReader::read);

    private static final Set<String> KNOWN =
            Set.of(
                    "DeliveryStreamName",
                    "DeliveryStreamType",
                    "DirectPutSourceConfiguration",
                    "DeliveryStreamEncryptionConfigurationInput",
                    "Tags",
                    EXTENDED_S3,
                    S3,
                    HTTP_ENDPOINT,
                    SPLUNK,
                    OPEN_SEARCH);
    private static final List<String> NOT_DELIVERED_TO =
            List.of(
                    "Redshift",
                    "Elasticsearch",
                    "AmazonOpenSearchServerless",
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
        List<String> chosen = DESTINATIONS.keySet().stream().filter(members::has).sorted().toList();
        if (chosen.size() != 1) {
            throw AwsFailure.invalidArgument(
                    "Exactly one destination configuration is supported for a Firehose");
        }
        String configuration = chosen.get(0);
        DeliveryPlan plan =
                Objects.requireNonNull(DESTINATIONS.get(configuration))
                        .apply(Objects.requireNonNull(members.structure(configuration)));
        return new StreamDefinition(
                String.valueOf(name), request, configuration, plan, version, createdAt, updatedAt);
    }

    /** What {@link #toJson} has made. */
    static StreamDefinition fromJson(ObjectNode json) throws IOException {
        if (!(json.get("request") instanceof ObjectNode request)) {
            throw new IOException("not the definition of a delivery stream: " + json);
        }
        return read(
                request,
                json.path("version").asInt(1),
                Instant.parse(json.path("createdAt").asText()),
                Instant.parse(json.path("updatedAt").asText()));
    }

    /** All of it, to be stored. */
    ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("version", version)
                        .put("createdAt", createdAt.toString())
                        .put("updatedAt", updatedAt.toString());
        json.set("request", request);
        return json;
    }

    /** The objects that it writes: all that is delivered, or what a destination does not take. */
    S3Destination destination() {
        return plan.objects();
    }

    /** Whether the destination came as {@code ExtendedS3DestinationConfiguration}. */
    boolean extended() {
        return configuration.equals(EXTENDED_S3);
    }

    /** Whether streams with this kind of destination configuration deliver something here. */
    static boolean deliversTo(String destinationConfiguration) {
        return NOT_DELIVERED_TO.stream()
                .noneMatch(
                        name -> destinationConfiguration.equals(name + "DestinationConfiguration"));
    }

    /** The configuration of the destination as it was sent. */
    ObjectNode destinationRequest() {
        return (ObjectNode) request.get(configuration);
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
                    destination + "DestinationConfiguration", "a destination that is not run here");
        }
        return unsupported;
    }
}
