/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.firehose.Listener.Answer;
import io.sluice.localaws.firehose.Listener.Request;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template for OpenSearch, and a domain. */
class OpenSearchDeliveryIT {

    @TempDir private Path data;
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new Listener(request -> bulk(request, document -> 201));
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void indexesDocumentsUnderIdsInTheIndexOfTheDay() {
        try (DeployedStream stream = deploy(Map.of())) {
            stream.put("{\"a\":1}\n", "{\"a\":2}");
            await().until(() -> !listener.requests().isEmpty());

            Request request = listener.requests().get(0);
            assertThat(request.path()).isEqualTo("/_bulk");
            assertThat(documents(request)).containsExactly("{\"a\":1}", "{\"a\":2}");
            assertThat(request.body())
                    .containsPattern("\"_index\":\"telemetry-\\d{4}-\\d{2}-\\d{2}\",\"_id\":\"");
        }
    }

    @Test
    void sendsAgainAloneWhatTheDomainWasTooBusyForAndNotWhatItRefuses() {
        listener.behave(
                request ->
                        bulk(
                                request,
                                document ->
                                        document.contains("bad")
                                                ? 400
                                                : document.contains("busy")
                                                                && listener.requests().size() < 2
                                                        ? 429
                                                        : 201));

        try (DeployedStream stream = deploy(Map.of("SourceBackup", "true"))) {
            stream.put("{\"a\":\"good\"}", "{\"a\":\"bad\"}", "{\"a\":\"busy\"}", "no document");
            await().until(() -> stream.failures("AmazonOpenSearchService-failed").size() == 2);

            assertThat(documents(listener.requests().get(0))).hasSize(3);
            assertThat(documents(listener.requests().get(1))).containsExactly("{\"a\":\"busy\"}");
            List<JsonNode> failures = stream.failures("AmazonOpenSearchService-failed");
            assertThat(failures.stream().map(DeployedStream::rawData))
                    .containsExactly("{\"a\":\"bad\"}", "no document");
            assertThat(failures.get(0).path("errorCode").asText()).isEqualTo("400");
            assertThat(failures.get(0).path("esIndexName").asText()).startsWith("telemetry-");
            assertThat(stream.objects("source/").values())
                    .containsExactly("{\"a\":\"good\"}{\"a\":\"bad\"}{\"a\":\"busy\"}no document");
        }
    }

    @Test
    void leavesToTheBucketWhatTheDomainDoesNotTakeInTime() {
        listener.close();

        try (DeployedStream stream = deploy(Map.of("RetrySeconds", "1"))) {
            stream.put("{\"a\":1}");
            await().until(() -> stream.failures("AmazonOpenSearchService-failed").size() == 1);

            assertThat(
                            DeployedStream.rawData(
                                    stream.failures("AmazonOpenSearchService-failed").get(0)))
                    .isEqualTo("{\"a\":1}");
        }
    }

    private static List<String> documents(Request request) {
        List<String> lines = Arrays.asList(request.body().split("\n", -1));
        return java.util.stream.IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> lines.get(2 * i + 1))
                .toList();
    }

    private static Answer bulk(Request request, ToIntFunction<String> statusOf) {
        String items =
                documents(request).stream()
                        .map(
                                document -> {
                                    int status = statusOf.applyAsInt(document);
                                    return "{\"index\":{\"status\":"
                                            + status
                                            + (status < 300
                                                    ? ""
                                                    : ",\"error\":{\"type\":\"t\",\"reason\":\"r\"}")
                                            + "}}";
                                })
                        .collect(Collectors.joining(","));
        return new Answer(200, "{\"errors\":true,\"items\":[" + items + "]}");
    }

    private DeployedStream deploy(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("DomainArn", "arn:aws:es:eu-central-1:000000000000:domain/readings");
        all.put("BufferIntervalSeconds", "0");
        all.putAll(parameters);
        return new DeployedStream(
                data,
                new StandIns(Map.of(), Map.of("readings", listener.uri()), Map.of()),
                "destinations/opensearch.yaml",
                all);
    }
}
