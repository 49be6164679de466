/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.firehose.Listener.Answer;
import io.sluice.localaws.firehose.Listener.Request;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

/** The template for HTTP endpoints, and an endpoint. */
class HttpEndpointDeliveryIT {

    private static final String SECRET =
            "arn:aws:secretsmanager:eu-central-1:000000000000:secret:intake-AbCdEf";

    @TempDir private Path data;
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new Listener(HttpEndpointDeliveryIT::accept);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void sendsRecordsByFirehosesProtocol() {
        try (DeployedStream stream = deploy(Map.of())) {
            stream.put("one\n", "two\n");
            await().until(() -> !listener.requests().isEmpty());

            Request request = listener.requests().get(0);
            assertThat(request.path()).isEqualTo("/v1/in?x=1");
            assertThat(request.headers())
                    .containsEntry("X-Amz-Firehose-Protocol-Version", "1.0")
                    .containsEntry("X-Amz-Firehose-Access-Key", "k3y")
                    .containsEntry("Content-Encoding", "gzip")
                    .containsEntry(
                            "X-Amz-Firehose-Source-Arn",
                            "arn:aws:firehose:eu-central-1:000000000000:deliverystream/sluice-http-endpoint")
                    .containsEntry(
                            "X-Amz-Firehose-Request-Id", request.json().path("requestId").asText());
            assertThat(request.json().path("timestamp").isIntegralNumber()).isTrue();
            assertThat(records(request)).containsExactly("one\n", "two\n");
        }
        assertThat(listener.requests()).hasSize(1);
    }

    @Test
    void sendsAgainUnderTheSameIdUntilTheEndpointTakesIt() {
        listener.behave(
                request ->
                        listener.requests().size() < 3
                                ? new Answer(503, "{\"errorMessage\":\"busy\"}")
                                : accept(request));

        try (DeployedStream stream = deploy(Map.of("SourceBackup", "true"))) {
            stream.put("one");
            await().until(() -> listener.requests().size() == 3);
            stream.aws().flush();

            Set<String> ids = new HashSet<>();
            listener.requests()
                    .forEach(request -> ids.add(request.json().path("requestId").asText()));
            assertThat(ids).hasSize(1);
            assertThat(stream.objects("errors/")).isEmpty();
            assertThat(stream.objects("source/").values()).containsExactly("one");
        }
        assertThat(listener.requests()).hasSize(3);
    }

    @Test
    void leavesToTheBucketWhatTheEndpointDoesNotTakeInTime() {
        listener.behave(request -> new Answer(500, "{\"errorMessage\":\"broken\"}"));

        try (DeployedStream stream = deploy(Map.of("RetrySeconds", "1"))) {
            stream.put("one", "two");
            await().until(() -> stream.failures("http-endpoint-failed").size() == 2);

            JsonNode failure = stream.failures("http-endpoint-failed").get(0);
            assertThat(DeployedStream.rawData(failure)).isEqualTo("one");
            assertThat(failure.path("attemptsMade").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(failure.path("errorCode").asText())
                    .isEqualTo("HttpEndpoint.DestinationException");
            assertThat(failure.path("errorMessage").asText()).contains("500").contains("broken");
            assertThat(failure.path("arrivalTimestamp").isIntegralNumber()).isTrue();
        }
    }

    @Test
    void acceptsOnlyAnAnswerWithTheIdOfTheRequest() {
        listener.behave(request -> new Answer(200, "{\"requestId\":\"another\",\"timestamp\":1}"));

        try (DeployedStream stream = deploy(Map.of("RetrySeconds", "0"))) {
            stream.put("one");
            await().until(() -> !stream.failures("http-endpoint-failed").isEmpty());

            assertThat(stream.failures("http-endpoint-failed").get(0).path("errorCode").asText())
                    .isEqualTo("HttpEndpoint.InvalidResponseFromDestination");
        }
    }

    @Test
    void goesOnAfterAStopWithWhatWasNotTaken() {
        listener.behave(request -> new Answer(503, ""));
        try (DeployedStream stream = deploy(Map.of())) {
            stream.put("one");
            await().until(() -> !listener.requests().isEmpty());
        }
        List<Request> before = List.copyOf(listener.requests());
        listener.behave(HttpEndpointDeliveryIT::accept);

        try (DeployedStream stream = deploy(Map.of())) {
            await().until(() -> listener.requests().size() > before.size());
            stream.aws().flush();

            Request last = listener.requests().get(before.size());
            assertThat(records(last)).containsExactly("one");
            assertThat(last.json().path("requestId"))
                    .isEqualTo(before.get(0).json().path("requestId"));
            assertThat(stream.objects("errors/")).isEmpty();
        }
        assertThat(listener.requests()).hasSize(before.size() + 1);
    }

    @Test
    void describesTheDestinationWithoutTheKey() {
        try (DeployedStream stream = deploy(Map.of())) {
            var destination =
                    stream.firehose()
                            .describeDeliveryStream(d -> d.deliveryStreamName(stream.name()))
                            .deliveryStreamDescription()
                            .destinations()
                            .get(0)
                            .httpEndpointDestinationDescription();

            assertThat(destination.endpointConfiguration().url())
                    .isEqualTo("https://intake.example/in?x=1");
            assertThat(destination.s3DestinationDescription().bucketARN())
                    .isEqualTo("arn:aws:s3:::lake");
            assertThat(destination.retryOptions().durationInSeconds()).isEqualTo(300);
        }
    }

    @Test
    void isInertInAStackWhileNothingStandsForTheEndpoint() {
        try (DeployedStream stream = deploy(StandIns.NONE, Map.of())) {
            assertThatThrownBy(() -> stream.put("one"))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void refusesAnEndpointThatNothingStandsForAndNamesTheOption() {
        try (DeployedStream stream = deploy(StandIns.NONE, Map.of())) {
            assertThatThrownBy(
                            () ->
                                    stream.firehose()
                                            .createDeliveryStream(
                                                    HttpEndpointDeliveryIT::toTheUnknown))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("--endpoint https://other.example/");
        }
    }

    private static void toTheUnknown(CreateDeliveryStreamRequest.Builder stream) {
        stream.deliveryStreamName("other")
                .httpEndpointDestinationConfiguration(
                        http ->
                                http.endpointConfiguration(to -> to.url("https://other.example/"))
                                        .s3Configuration(
                                                s3 ->
                                                        s3.bucketARN("arn:aws:s3:::lake")
                                                                .roleARN(
                                                                        "arn:aws:iam::000000000000:role/r")));
    }

    private DeployedStream deploy(Map<String, String> parameters) {
        return deploy(
                new StandIns(
                        Map.of(),
                        Map.of("https://intake.example", URI.create(listener.uri() + "/v1")),
                        Map.of("intake", "{\"api_key\":\"k3y\"}")),
                parameters);
    }

    private DeployedStream deploy(StandIns standIns, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("EndpointUrl", "https://intake.example/in?x=1");
        all.put("SecretArn", SECRET);
        all.put("BufferIntervalSeconds", "0");
        all.putAll(parameters);
        return new DeployedStream(data, standIns, "destinations/http-endpoint.yaml", all);
    }

    private static Answer accept(Request request) {
        return new Answer(
                200,
                "{\"requestId\":\""
                        + request.headers().get("X-Amz-Firehose-Request-Id")
                        + "\",\"timestamp\":1}");
    }

    private static List<String> records(Request request) {
        return request.json().path("records").findValuesAsText("data").stream()
                .map(data -> new String(Base64.getDecoder().decode(data), UTF_8))
                .toList();
    }
}
