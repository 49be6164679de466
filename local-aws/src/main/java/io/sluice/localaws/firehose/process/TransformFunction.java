/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.outside.OutboundHttp;
import io.sluice.localaws.outside.Reply;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands records to a function and takes what it makes of them. A batch that cannot be handed over
 * after all retries has failed, record by record; nothing waits for a function for ever.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Required parameters for data transformation",
 * "Handle failure in data transformation", and the table of Lambda's errors in "Monitor with
 * CloudWatch Logs".
 */
final class TransformFunction implements Processor {

    /**
     * What Lambda takes and gives at most, in bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     *     quotas</a>
     */
    static final int MAX_PAYLOAD_BYTES = 6 << 20;

    /** Firehose waits this long for a function. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Invocation invocation;
    private final OutboundHttp http;
    private final StandIns standIns;

    /**
     * Whose records, and which function.
     *
     * @param functionArn the function, maybe with a version
     * @param streamArn the stream
     * @param region the region
     * @param retries how often a call is made again
     */
    record Invocation(String functionArn, String streamArn, String region, int retries) {}

    TransformFunction(Invocation invocation, OutboundHttp http, StandIns standIns) {
        this.invocation = invocation;
        this.http = http;
        this.standIns = standIns;
    }

    @Override
    public void process(List<DataRecord> records, Processed into) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        byte[] event = event(records);
        FailureReason failure = new FailureReason("Lambda.ResourceNotFound", notFound());
        Optional<URI> function = standIns.function(invocation.functionArn());
        int attempts = 0;
        while (function.isPresent() && attempts <= invocation.retries()) {
            if (attempts > 0) {
                Thread.sleep(FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 8));
            }
            attempts++;
            Answer answer = invoke(function.get(), event);
            if (answer.records() != null) {
                settle(records, answer.records(), attempts, into);
                return;
            }
            failure = answer.failure();
        }
        for (DataRecord record : records) {
            into.failed().add(failed(record, failure, Math.max(1, attempts)));
        }
    }

    private String notFound() {
        return "nothing stands for the function "
                + invocation.functionArn()
                + "; start local AWS with --function";
    }

    private byte[] event(List<DataRecord> records) {
        ObjectNode event =
                JSON.createObjectNode()
                        .put("invocationId", UUID.randomUUID().toString())
                        .put("deliveryStreamArn", invocation.streamArn())
                        .put("region", invocation.region());
        ArrayNode list = event.putArray("records");
        for (int i = 0; i < records.size(); i++) {
            DataRecord record = records.get(i);
            list.addObject()
                    .put("recordId", recordId(i))
                    .put("approximateArrivalTimestamp", record.arrival().toEpochMilli())
                    .put("data", Base64.getEncoder().encodeToString(record.data()));
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    private static String recordId(int index) {
        return String.format("%056d", index);
    }

    /**
     * What a call brought.
     *
     * @param records by id; {@code null} if the call has failed
     * @param failure why, if it has
     */
    private record Answer(@Nullable JsonNode records, FailureReason failure) {

        static Answer failed(String code, String message) {
            return new Answer(null, new FailureReason(code, message));
        }
    }

    private Answer invoke(URI function, byte[] event) throws InterruptedException {
        if (event.length > MAX_PAYLOAD_BYTES) {
            return Answer.failed("Lambda.RequestTooLarge", "The event is larger than 6 MB.");
        }
        Reply reply;
        try {
            reply = http.post(function, Map.of("Content-Type", "application/json"), event, TIMEOUT);
        } catch (HttpTimeoutException e) {
            return Answer.failed("Lambda.FunctionTimedOut", "The function did not answer in time.");
        } catch (IOException e) {
            return Answer.failed(
                    "Lambda.InvokeFailed",
                    "The function cannot be called at " + function + ": " + e);
        }
        if (reply.status() == 429) {
            return Answer.failed("Lambda.InvokeLimitExceeded", reply.shown());
        }
        if (!reply.isSuccess() || reply.isFunctionError() || reply.length() > MAX_PAYLOAD_BYTES) {
            return Answer.failed(
                    "Lambda.FunctionError",
                    "The Lambda function was successfully invoked but it returned an error result."
                            + " "
                            + reply.shown());
        }
        JsonNode records = reply.json().path("records");
        return records.isArray()
                ? new Answer(records, new FailureReason("", ""))
                : Answer.failed(
                        "Lambda.JsonProcessingException",
                        "There was an error parsing returned records from the Lambda function."
                                + " Ensure that the returned records follow the status model"
                                + " required by Firehose.");
    }

    private void settle(List<DataRecord> records, JsonNode answers, int attempts, Processed into) {
        Map<String, JsonNode> byId = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (JsonNode answer : answers) {
            String id = answer.path("recordId").asText();
            if (byId.put(id, answer) != null) {
                twice.add(id);
            }
        }
        for (int i = 0; i < records.size(); i++) {
            String id = recordId(i);
            JsonNode answer = byId.get(id);
            if (answer == null) {
                fail(into, records.get(i), attempts, "Lambda.MissingRecordId", MISSING);
            } else if (twice.contains(id)) {
                fail(into, records.get(i), attempts, "Lambda.DuplicatedRecordId", DUPLICATED);
            } else {
                settle(records.get(i), answer, attempts, into);
            }
        }
    }

    private static final String MISSING =
            "One or more record IDs were not returned. Ensure that the Lambda function returns all"
                    + " received record IDs.";
    private static final String DUPLICATED =
            "Multiple records were returned with the same record ID. Ensure that the Lambda"
                    + " function returns unique record IDs for each record.";

    private void settle(DataRecord record, JsonNode answer, int attempts, Processed into) {
        String result = answer.path("result").asText();
        switch (result) {
            case "Ok" -> {
                try {
                    into.records()
                            .add(
                                    record.withData(
                                                    Base64.getDecoder()
                                                            .decode(answer.path("data").asText()))
                                            .withFunctionKeys(keys(answer)));
                } catch (IllegalArgumentException e) {
                    fail(
                            into,
                            record,
                            attempts,
                            "Lambda.JsonProcessingException",
                            "The data of the record is not base64.");
                }
            }
            case "Dropped" -> {
                // as the function wants it
            }
            case "ProcessingFailed" ->
                    fail(
                            into,
                            record,
                            attempts,
                            "Lambda.ProcessingFailedStatus",
                            "ProcessingFailed status set for record");
            default ->
                    fail(
                            into,
                            record,
                            attempts,
                            "Lambda.JsonProcessingException",
                            "The result of the record is '"
                                    + result
                                    + "', and not Ok, Dropped or ProcessingFailed.");
        }
    }

    private static Map<String, String> keys(JsonNode answer) {
        Map<String, String> keys = new HashMap<>();
        for (Map.Entry<String, JsonNode> key :
                answer.path("metadata").path("partitionKeys").properties()) {
            keys.put(key.getKey(), key.getValue().isNull() ? "" : key.getValue().asText());
        }
        return keys;
    }

    private void fail(
            Processed into, DataRecord record, int attempts, String code, String message) {
        into.failed().add(failed(record, new FailureReason(code, message), attempts));
    }

    private FailedRecord failed(DataRecord record, FailureReason reason, int attempts) {
        return new FailedRecord(
                record,
                reason,
                attempts,
                Instant.now(),
                Map.of("lambdaArn", invocation.functionArn()));
    }
}
