/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.firehose.destination.HttpEndpointDestination;
import io.sluice.localaws.firehose.process.ProcessingReader;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code HttpEndpointDestinationConfiguration}. */
final class HttpEndpointReader {

    private static final int MAX_URL_LENGTH = 1_000;
    private static final EndpointPlan PLAN =
            new EndpointPlan(
                    64, 900, 60, "FailedDataOnly", "AllData", ProcessingReader.DEFAULT_BUFFER_MIB);
    private static final Set<String> KNOWN =
            Set.of(
                    "EndpointConfiguration",
                    "RequestConfiguration",
                    "SecretsManagerConfiguration",
                    "BufferingHints",
                    "RetryOptions",
                    "ProcessingConfiguration",
                    "CloudWatchLoggingOptions",
                    "RoleARN",
                    "S3BackupMode",
                    "S3Configuration");

    private HttpEndpointReader() {}

    static DeliveryPlan read(Members members) {
        members.allow(KNOWN, Map.of());
        Members endpoint = members.structure("EndpointConfiguration");
        Members request = members.structure("RequestConfiguration");
        String url = endpoint == null ? null : endpoint.text("Url");
        String encoding = request == null ? null : request.text("ContentEncoding");
        new Constraints()
                .required(members.pathOf("EndpointConfiguration"), endpoint)
                .required(members.pathOf("EndpointConfiguration.url"), url)
                .pattern(members.pathOf("EndpointConfiguration.url"), url, "https://.*")
                .length(members.pathOf("EndpointConfiguration.url"), url, 1, MAX_URL_LENGTH)
                .oneOf(
                        members.pathOf("RequestConfiguration.contentEncoding"),
                        encoding,
                        List.of("NONE", "GZIP"))
                .check();
        String key = endpoint == null ? null : endpoint.text("AccessKey");
        return PLAN.read(
                members,
                new HttpEndpointDestination(
                        String.valueOf(url),
                        "GZIP".equals(encoding),
                        attributes(request),
                        EndpointPlan.credential(members, key, "api_key")));
    }

    private static Map<String, String> attributes(@Nullable Members request) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (request != null) {
            request.allow(Set.of("ContentEncoding", "CommonAttributes"), Map.of());
            for (JsonNode attribute : request.json().path("CommonAttributes")) {
                attributes.put(
                        attribute.path("AttributeName").asText(),
                        attribute.path("AttributeValue").asText());
            }
        }
        return attributes;
    }
}
