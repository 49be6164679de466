/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.UserProperty;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.RestRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a publish over HTTPS says besides topic and payload.
 *
 * <p>Source: AWS IoT Core data plane API, Publish: URI request parameters and headers.
 */
final class PublishHeaders {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishHeaders() {}

    static MessageContext context(RestRequest request) {
        return new MessageContext(
                null,
                null,
                request.sourceIp(),
                null,
                request.header("x-amz-mqtt5-payload-format-indicator")
                        .map("UTF8_DATA"::equals)
                        .orElse(false),
                request.query("contentType").orElse(null),
                request.query("responseTopic").orElse(null),
                request.header("x-amz-mqtt5-correlation-data")
                        .map(data -> ByteBuffer.wrap(decode(data)))
                        .orElse(null),
                userProperties(request.header("x-amz-mqtt5-user-properties").orElse("")));
    }

    /** Base64 of a JSON list of objects, each with one or more properties. */
    private static List<UserProperty> userProperties(String header) {
        List<UserProperty> properties = new ArrayList<>();
        if (header.isBlank()) {
            return properties;
        }
        try {
            JsonNode list = JSON.readTree(new String(decode(header), StandardCharsets.UTF_8));
            for (JsonNode one : list) {
                one.properties()
                        .forEach(
                                entry ->
                                        properties.add(
                                                new UserProperty(
                                                        entry.getKey(),
                                                        entry.getValue().asText())));
            }
        } catch (JsonProcessingException e) {
            throw AwsFailure.invalidArgument(
                    "The user properties are not JSON: " + e.getOriginalMessage());
        }
        return properties;
    }

    private static byte[] decode(String header) {
        try {
            return Base64.getDecoder().decode(header);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.invalidArgument("A header is not base64: " + e.getMessage());
        }
    }
}
