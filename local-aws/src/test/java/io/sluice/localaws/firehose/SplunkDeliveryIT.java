/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.localaws.firehose.Listener.Answer;
import io.sluice.localaws.firehose.Listener.Request;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template for Splunk, and a collector. */
class SplunkDeliveryIT {

    @TempDir private Path data;
    private final AtomicInteger asked = new AtomicInteger();
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new Listener(this::collect);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void sendsLinesAndAsksUntilTheyAreIndexed() {
        try (DeployedStream stream = deploy(Map.of())) {
            stream.put("one\n", "two\n");
            await().until(() -> asked.get() == 2);
            stream.aws().flush();

            Request sent = sent().get(0);
            assertThat(sent.body()).isEqualTo("one\ntwo\n");
            assertThat(sent.path()).startsWith("/services/collector/raw?channel=");
            assertThat(sent.headers())
                    .containsEntry("Authorization", "Splunk t0ken")
                    .containsKey("X-Splunk-Request-Channel");
            assertThat(stream.objects("errors/")).isEmpty();
        }
        assertThat(sent()).hasSize(1);
    }

    @Test
    void sendsAgainAfterTheCollectorWasAway() {
        listener.behave(
                request -> sent().size() < 2 ? new Answer(503, "{\"code\":9}") : collect(request));

        try (DeployedStream stream = deploy(Map.of("HecEndpointType", "Event"))) {
            stream.put("{\"event\":1}");
            await().until(() -> asked.get() == 2);
            stream.aws().flush();

            assertThat(sent()).hasSize(2);
            assertThat(sent().get(1).path()).startsWith("/services/collector/event?channel=");
            assertThat(stream.objects("errors/")).isEmpty();
        }
    }

    @Test
    void leavesToTheBucketWhatTheCollectorDoesNotTakeInTime() {
        listener.behave(request -> new Answer(403, "{\"text\":\"Invalid token\",\"code\":4}"));

        try (DeployedStream stream = deploy(Map.of("RetrySeconds", "1"))) {
            stream.put("one\n");
            await().until(() -> stream.failures("splunk-failed").size() == 1);

            assertThat(DeployedStream.rawData(stream.failures("splunk-failed").get(0)))
                    .isEqualTo("one\n");
            assertThat(stream.failures("splunk-failed").get(0).path("errorCode").asText())
                    .isEqualTo("Splunk.InvalidToken");
        }
    }

    private List<Request> sent() {
        return listener.requests().stream()
                .filter(request -> !request.path().contains("/ack"))
                .toList();
    }

    private Answer collect(Request request) {
        if (!request.path().contains("/ack")) {
            return new Answer(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":7}");
        }
        boolean indexed = asked.incrementAndGet() >= 2;
        return new Answer(200, "{\"acks\":{\"7\":" + indexed + "}}");
    }

    private DeployedStream deploy(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("HecEndpoint", "https://hec.example:8088");
        all.put(
                "SecretArn",
                "arn:aws:secretsmanager:eu-central-1:000000000000:secret:splunk-AbCdEf");
        all.put("BufferIntervalSeconds", "0");
        all.putAll(parameters);
        return new DeployedStream(
                data,
                new StandIns(
                        Map.of(),
                        Map.of("https://hec.example:8088", listener.uri()),
                        Map.of("splunk", "t0ken")),
                "destinations/splunk.yaml",
                all);
    }
}
