/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Firehose's operations as JSON in and JSON out, API version 2015-08-04.
 *
 * <p>Source: Amazon Data Firehose API Reference, Actions.
 */
public final class FirehoseApi {

    /** What stands before the dot in {@code X-Amz-Target}. */
    public static final String TARGET = "Firehose_20150804";

    private static final int DEFAULT_LIST_LIMIT = 10;
    private static final int MAX_LIST_LIMIT = 10_000;
    private static final int BYTES_PER_ENTRY = 280;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliveryStreams streams;
    private final StreamClient client;
    private final CallFaults callFaults;

    /** Speaks for these streams and fails by these faults. */
    public FirehoseApi(DeliveryStreams streams, Faults faults) {
        this.streams = streams;
        this.client = new StreamClient(streams, faults);
        this.callFaults = new CallFaults(faults);
    }

    /**
     * Carries out one call.
     *
     * @param caller whose call it is
     * @return the answer's JSON
     * @throws AwsFailure where AWS would answer with an error
     * @throws ConnectionCut where there is to be no answer
     */
    public byte[] call(Caller caller, String operation, byte[] body) {
        Consumer<String> seen =
                stream ->
                        caller.asksFor(
                                "firehose:" + operation,
                                stream.isEmpty() ? "*" : "deliverystream/" + stream);
        return switch (operation) {
            case "PutRecord" -> putRecord(seen, body);
            case "PutRecordBatch" -> putRecordBatch(seen, body);
            case "CreateDeliveryStream" -> create(request(seen, body));
            case "DescribeDeliveryStream" -> describe(request(seen, body));
            case "ListDeliveryStreams" -> list(request(seen, body));
            case "DeleteDeliveryStream" -> delete(request(seen, body));
            default ->
                    throw AwsFailure.client(
                            "UnknownOperationException",
                            "Local AWS has no Firehose operation " + operation + ".");
        };
    }

    private byte[] putRecord(Consumer<String> seen, byte[] body) {
        Verdict verdict = client.put(seen(seen, PutRequestReader.read(body, false))).get(0);
        return switch (verdict) {
            case ACCEPTED ->
                    bytes(
                            JSON.createObjectNode()
                                    .put("RecordId", RecordIds.next())
                                    .put("Encrypted", false));
            case THROTTLED -> throw AwsFailure.slowDown();
            case FAILED -> throw AwsFailure.internal("Internal Failure.");
        };
    }

    private byte[] putRecordBatch(Consumer<String> seen, byte[] body) {
        List<Verdict> verdicts = client.put(seen(seen, PutRequestReader.read(body, true)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(verdicts.size() * BYTES_PER_ENTRY);
        try (JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField(
                    "FailedPutCount",
                    verdicts.stream().filter(verdict -> verdict != Verdict.ACCEPTED).count());
            json.writeBooleanField("Encrypted", false);
            json.writeArrayFieldStart("RequestResponses");
            for (Verdict verdict : verdicts) {
                json.writeStartObject();
                if (verdict == Verdict.ACCEPTED) {
                    json.writeStringField("RecordId", RecordIds.next());
                } else {
                    json.writeStringField("ErrorCode", verdict.code());
                    json.writeStringField("ErrorMessage", verdict.message());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static PutRequest seen(Consumer<String> seen, PutRequest put) {
        seen.accept(put.stream());
        return put;
    }

    private byte[] create(Members request) {
        return bytes(
                JSON.createObjectNode().put("DeliveryStreamARN", streams.create(request.json())));
    }

    private byte[] describe(Members request) {
        String name = name(request);
        callFaults.beforeCall(name);
        ObjectNode answer = JSON.createObjectNode();
        answer.set("DeliveryStreamDescription", streams.describe(name));
        return bytes(answer);
    }

    private byte[] list(Members request) {
        Integer limit = request.integer("Limit");
        String after = request.text("ExclusiveStartDeliveryStreamName");
        String type = request.text("DeliveryStreamType");
        new Constraints().range("limit", limit, 1, MAX_LIST_LIMIT).check();
        List<String> names =
                type == null || type.equals("DirectPut")
                        ? streams.names().stream()
                                .filter(name -> after == null || name.compareTo(after) > 0)
                                .toList()
                        : List.of();
        int shown = Math.min(names.size(), limit == null ? DEFAULT_LIST_LIMIT : limit);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("DeliveryStreamNames");
        names.subList(0, shown).forEach(list::add);
        answer.put("HasMoreDeliveryStreams", shown < names.size());
        return bytes(answer);
    }

    private byte[] delete(Members request) {
        streams.delete(name(request));
        return bytes(JSON.createObjectNode());
    }

    private static String name(Members request) {
        String name = request.text("DeliveryStreamName");
        StreamDefinition.checkName(name);
        return String.valueOf(name);
    }

    private static Members request(Consumer<String> seen, byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode request) {
                seen.accept(request.path("DeliveryStreamName").asText());
                return Members.of(request);
            }
            throw AwsFailure.serialization("The request is not a JSON object");
        } catch (JsonProcessingException e) {
            throw AwsFailure.serialization(
                    "The request is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw AwsFailure.serialization("The request cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(JsonNode answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }
}
