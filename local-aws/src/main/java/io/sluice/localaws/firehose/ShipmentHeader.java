/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.destination.Destination;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * The request that a parcel will become, and the object for what of it is not taken. It is chosen
 * beforehand, so that it is written once however often that is begun.
 *
 * @param id of the request, the same in each attempt
 * @param stream whose it is, as it was then
 * @param failures the object
 */
record ShipmentHeader(String id, StreamDefinition stream, JournalHeader failures) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ShipmentHeader of(StreamDefinition stream, Destination destination, Instant oldest) {
        UUID id = UUID.randomUUID();
        S3Destination objects = stream.plan().objects();
        return new ShipmentHeader(
                id.toString(),
                stream,
                new JournalHeader(
                        objects.bucket(),
                        objects.errorKeyFor(
                                stream.name(),
                                stream.version(),
                                oldest,
                                id,
                                destination.errorOutputType()),
                        objects.compression()));
    }

    /** Whether a header is one of these. */
    static boolean isOne(JsonNode json) {
        return json.has("id");
    }

    static ShipmentHeader fromJson(JsonNode json) throws IOException {
        if (!(json.get("stream") instanceof ObjectNode stream)) {
            throw new IOException("not the header of a shipment: " + json);
        }
        return new ShipmentHeader(
                json.path("id").asText(),
                StreamDefinition.fromJson(stream),
                JournalHeader.of(JSON.writeValueAsBytes(json.path("failures"))));
    }

    byte[] toBytes() throws IOException {
        ObjectNode json = JSON.createObjectNode().put("id", id);
        json.set("stream", stream.toJson());
        json.set("failures", JSON.readTree(failures.toBytes()));
        return JSON.writeValueAsBytes(json);
    }
}
