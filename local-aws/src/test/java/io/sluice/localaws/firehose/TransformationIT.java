/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.Listener.Answer;
import io.sluice.localaws.firehose.Listener.Request;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ingest template with a function, and with partitions. */
class TransformationIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path data;
    private Listener function;

    @BeforeEach
    void listen() throws IOException {
        function = new Listener(TransformationIT::uppercase);
    }

    @AfterEach
    void stop() {
        function.close();
    }

    @Test
    void deliversDropsAndSetsAsideAndKeepsTheSource() {
        try (DeployedStream stream = deploy()) {
            stream.put("one\n", "drop\n", "fail\n", "two\n");
            stream.aws().flush();

            assertThat(stream.objects("telemetry/").values()).containsExactly("ONE\nTWO\n");
            assertThat(stream.objects("source/").values())
                    .containsExactly("one\ndrop\nfail\ntwo\n");
            List<JsonNode> failures = stream.failures("processing-failed");
            assertThat(failures.stream().map(DeployedStream::rawData)).containsExactly("fail\n");
            assertThat(failures.get(0).path("errorCode").asText())
                    .isEqualTo("Lambda.ProcessingFailedStatus");
            assertThat(failures.get(0).path("lambdaArn").asText())
                    .isEqualTo(DeployedStream.FUNCTION_ARN);
        }
        JsonNode event = function.requests().get(0).json();
        assertThat(event.path("deliveryStreamArn").asText()).endsWith("/sluice-telemetry");
        assertThat(event.path("region").asText()).isEqualTo("eu-central-1");
        assertThat(event.path("invocationId").asText()).isNotEmpty();
        assertThat(event.at("/records/0/approximateArrivalTimestamp").isIntegralNumber()).isTrue();
    }

    @Test
    void setsAsideABatchThatCannotBeHandedOver() {
        function.behave(request -> new Answer(500, "{\"errorMessage\":\"no\"}"));

        try (DeployedStream stream = deploy()) {
            stream.put("one", "two");
            stream.aws().flush();

            assertThat(stream.objects("telemetry/")).isEmpty();
            assertThat(stream.failures("processing-failed"))
                    .hasSize(2)
                    .allSatisfy(
                            failure -> {
                                assertThat(failure.path("attemptsMade").asInt()).isEqualTo(4);
                                assertThat(failure.path("errorCode").asText())
                                        .isEqualTo("Lambda.FunctionError");
                            });
        }
        assertThat(function.requests()).hasSize(4);
    }

    @Test
    void setsAsideRecordsWhoseIdIsMissingOrThereTwice() {
        function.behave(
                request -> {
                    String first = request.json().at("/records/0/recordId").asText();
                    String twice = request.json().at("/records/1/recordId").asText();
                    return new Answer(
                            200,
                            "{\"records\":["
                                    + ok(first)
                                    + ","
                                    + ok(twice)
                                    + ","
                                    + ok(twice)
                                    + "]}");
                });

        try (DeployedStream stream = deploy()) {
            stream.put("one", "two", "three");
            stream.aws().flush();

            assertThat(stream.objects("telemetry/").values()).containsExactly("A");
            assertThat(stream.failures("processing-failed"))
                    .extracting(failure -> failure.path("errorCode").asText())
                    .containsExactly("Lambda.DuplicatedRecordId", "Lambda.MissingRecordId");
        }
    }

    private static String ok(String id) {
        return "{\"recordId\":\"" + id + "\",\"result\":\"Ok\",\"data\":\"QQ==\"}";
    }

    @Test
    void putsTheReadingsOfAPackedRecordIntoTheirPartitions() {
        try (DeployedStream stream =
                new DeployedStream(
                        data, StandIns.NONE, "ingest.yaml", Map.of("Partitioning", "device"))) {
            stream.put(
                    "{\"device_id\":\"a\",\"t\":1.50}\n{\"device_id\":\"b\",\"t\":2}\n",
                    "{\"device_id\":\"a\",\"t\":3}",
                    "{\"t\":4}",
                    "no json");
            stream.aws().flush();

            assertThat(stream.objects("telemetry/device=a/").values())
                    .containsExactly(
                            "{\"device_id\":\"a\",\"t\":1.50}\n{\"device_id\":\"a\",\"t\":3}\n");
            assertThat(stream.objects("telemetry/device=b/").values())
                    .containsExactly("{\"device_id\":\"b\",\"t\":2}\n");
            assertThat(stream.failures("processing-failed").stream().map(DeployedStream::rawData))
                    .containsExactlyInAnyOrder("{\"t\":4}", "no json");
        }
    }

    private DeployedStream deploy() {
        return new DeployedStream(
                data,
                new StandIns(Map.of("transform", function.uri()), Map.of(), Map.of()),
                "ingest.yaml",
                Map.of(
                        "TransformFunctionArn",
                        DeployedStream.FUNCTION_ARN,
                        "SourceBackup",
                        "true"));
    }

    private static Answer uppercase(Request request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        for (JsonNode record : request.json().path("records")) {
            String text =
                    new String(Base64.getDecoder().decode(record.path("data").asText()), UTF_8);
            String result =
                    switch (text.strip()) {
                        case "drop" -> "Dropped";
                        case "fail" -> "ProcessingFailed";
                        default -> "Ok";
                    };
            String upper = text.toUpperCase(Locale.ROOT);
            records.addObject()
                    .put("recordId", record.path("recordId").asText())
                    .put("result", result)
                    .put("data", Base64.getEncoder().encodeToString(upper.getBytes(UTF_8)));
        }
        return new Answer(200, answer.toString());
    }
}
