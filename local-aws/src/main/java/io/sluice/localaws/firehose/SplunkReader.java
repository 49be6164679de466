/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.SplunkDestination;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code SplunkDestinationConfiguration}. */
final class SplunkReader {

    private static final int MIN_ACK_SECONDS = 180;
    private static final int MAX_ACK_SECONDS = 600;
    private static final EndpointPlan PLAN =
            new EndpointPlan(5, 60, 60, "FailedEventsOnly", "AllEvents", 0.25);
    private static final Set<String> KNOWN =
            Set.of(
                    "HECEndpoint",
                    "HECEndpointType",
                    "HECToken",
                    "HECAcknowledgmentTimeoutInSeconds",
                    "SecretsManagerConfiguration",
                    "BufferingHints",
                    "RetryOptions",
                    "ProcessingConfiguration",
                    "CloudWatchLoggingOptions",
                    "S3BackupMode",
                    "S3Configuration");

    private SplunkReader() {}

    static DeliveryPlan read(Members members) {
        members.allow(KNOWN, Map.of());
        String endpoint = members.text("HECEndpoint");
        String type = members.text("HECEndpointType");
        Integer seconds = members.integer("HECAcknowledgmentTimeoutInSeconds");
        new Constraints()
                .required(members.pathOf("HECEndpoint"), endpoint)
                .pattern(members.pathOf("HECEndpoint"), endpoint, "https?://.+")
                .required(members.pathOf("HECEndpointType"), type)
                .oneOf(members.pathOf("HECEndpointType"), type, List.of("Raw", "Event"))
                .range(
                        members.pathOf("HECAcknowledgmentTimeoutInSeconds"),
                        seconds,
                        MIN_ACK_SECONDS,
                        MAX_ACK_SECONDS)
                .check();
        return PLAN.read(
                members,
                new SplunkDestination(
                        String.valueOf(endpoint),
                        "Raw".equals(type),
                        Duration.ofSeconds(seconds == null ? MIN_ACK_SECONDS : seconds),
                        EndpointPlan.credential(members, members.text("HECToken"), "hec_token")));
    }
}
