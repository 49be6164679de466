/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.iotsql.MessageContext;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.Account;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.firehose.Usage;
import io.sluice.localaws.iot.engine.MessageTrace.RuleRun;
import io.sluice.localaws.iot.engine.MessageTrace.Status;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleEngineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path data;
    private final Faults faults = new Faults(1);
    private final List<IotMessage> republished = new CopyOnWriteArrayList<>();
    private TopicRules rules;
    private DeliveryStreams streams;
    private RuleEngine engine;

    @BeforeEach
    void open() throws IOException {
        BucketFolders buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
        streams =
                new DeliveryStreams(
                        new Account("000000000000", "eu-central-1"),
                        data.resolve("firehose"),
                        buckets,
                        faults,
                        Duration.ZERO,
                        Clock.systemUTC());
        for (String name : List.of("s", "hall-3")) {
            ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", name);
            request.putObject("ExtendedS3DestinationConfiguration")
                    .put("BucketARN", "arn:aws:s3:::lake")
                    .put("RoleARN", "arn:aws:iam::000000000000:role/r")
                    .put("Prefix", name + "/");
            streams.create(request);
        }
        rules =
                new TopicRules(
                        "arn:aws:iot:eu-central-1:000000000000:rule/",
                        data.resolve("rules"),
                        Clock.systemUTC());
        engine =
                new RuleEngine(
                        rules,
                        new StreamClient(streams, faults),
                        buckets,
                        (message, qos) -> {
                            republished.add(message);
                            return CompletableFuture.completedFuture(null);
                        },
                        faults,
                        Caller.UNKNOWN,
                        "000000000000");
    }

    @AfterEach
    void close() {
        engine.close();
        streams.close();
    }

    @Test
    void putsTheResultWithItsSeparatorIntoTheStreamThatTheMessageNames() throws Exception {
        rule(
                "SELECT t, topic(2) AS hall FROM 'halls/+'",
                firehose("hall-${topic(2)}").put("separator", "\r\n"));

        process("halls/3", "{\"t\":1.5,\"x\":0}");

        assertThat(delivered("hall-3")).isEqualTo("{\"t\":1.5,\"hall\":\"3\"}\r\n");
    }

    @Test
    void makesARecordOfEachElementInBatchMode() throws Exception {
        rule(
                "SELECT VALUE readings FROM 'a'",
                firehose("s").put("separator", "\n").put("batchMode", true));

        process("a", "{\"readings\":[{\"t\":1},{\"t\":2}]}");

        assertThat(delivered("s")).isEqualTo("{\"t\":1}\n{\"t\":2}\n");
        assertThat(streams.usage().getOrDefault("s", Usage.NONE).records()).isEqualTo(2);
        assertThat(last().actions().get(0).detail()).isEqualTo("2 records, 16 bytes");
    }

    @Test
    void makesOneRecordOfAnArrayWithoutBatchMode() throws Exception {
        rule("SELECT VALUE readings FROM 'a'", firehose("s"));

        process("a", "{\"readings\":[1,2]}");

        assertThat(delivered("s")).isEqualTo("[1,2]");
    }

    @Test
    void refusesABatchOfMoreThanFiveHundredElements() throws Exception {
        rule("SELECT VALUE readings FROM 'a'", firehose("s").put("batchMode", true));

        process("a", "{\"readings\":[0" + ",0".repeat(500) + "]}");

        assertThat(last().actions().get(0).error())
                .isEqualTo("the array has 501 elements, and batchMode takes 500");
        assertThat(engine.counters().of("r", "Failure")).isEqualTo(1);
    }

    @Test
    void writesFailuresToABucketWithTheOriginalPayload() throws Exception {
        // Given
        ObjectNode payload = payload("SELECT t FROM 'a/#'", firehose("missing"));
        payload.putObject("errorAction")
                .putObject("s3")
                .put("bucketName", "lake")
                .put("key", "errors/${topic(2)}/${t}")
                .put("roleArn", "arn");
        rules.create("r", payload);

        // When
        process("a/b", "{\"t\":7,\"u\":8}");

        // Then
        JsonNode report =
                JSON.readTree(data.resolve("s3").resolve("lake").resolve("errors/b/7").toFile());
        assertThat(report.path("base64OriginalPayload").binaryValue())
                .isEqualTo("{\"t\":7,\"u\":8}".getBytes(UTF_8));
        assertThat(report.path("cloudwatchTraceId").asText()).isEqualTo(trace().traceId());
        assertThat(report.at("/failures/0/errorMessage").asText())
                .startsWith("ResourceNotFoundException");
        assertThat(last().actions().get(0).attempts()).isEqualTo(1);
        assertThat(last().errorAction())
                .isNotNull()
                .returns("lake/errors/b/7", ActionResult::resource)
                .returns(true, ActionResult::succeeded);
    }

    @Test
    void runsNoErrorActionForWhatTheSqlCannotDo() throws Exception {
        ObjectNode payload = payload("SELECT t FROM 'a'", firehose("s"));
        payload.putObject("errorAction")
                .putObject("republish")
                .put("topic", "errors")
                .put("roleArn", "arn");
        rules.create("r", payload);

        process("a", "not json");

        assertThat(last().status()).isEqualTo(Status.FAILED);
        assertThat(engine.counters().of("r", "ParseError")).isEqualTo(1);
        assertThat(republished).isEmpty();
    }

    @Test
    void explainsAWhereThatIsNotTrue() throws Exception {
        rule("SELECT * FROM 'a' WHERE temp > 5", firehose("s"));

        process("a", "{\"temperature\":9}");

        assertThat(last().status()).isEqualTo(Status.WHERE_NOT_TRUE);
        assertThat(last().explanation().get()).contains("Undefined");
        assertThat(delivered("s")).isEmpty();
    }

    @Test
    void republishesWithTheDollarThatItsTopicDoubles() throws Exception {
        ObjectNode payload = payload("SELECT * FROM 'a'", firehose("s"));
        payload.withArray("/actions")
                .addObject()
                .putObject("republish")
                .put("topic", "$$aws/rules/other/${topic()}")
                .put("roleArn", "arn");
        rules.create("r", payload);

        process("a", "x");

        assertThat(republished)
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.topic()).isEqualTo("$aws/rules/other/a");
                            assertThat(message.hops()).isEqualTo(1);
                        });
    }

    @Test
    void forgetsTheOldestOfItsTrace() throws Exception {
        for (int i = 0; i < 1_010; i++) {
            process("a" + i, "");
        }

        assertThat(engine.trace().latest(5_000)).hasSize(1_000);
        assertThat(trace().topic()).isEqualTo("a1009");
    }

    private void rule(String sql, ObjectNode action) {
        rules.create("r", payload(sql, action));
    }

    private static ObjectNode payload(String sql, ObjectNode action) {
        ObjectNode payload =
                JSON.createObjectNode().put("sql", sql).put("awsIotSqlVersion", "2016-03-23");
        payload.withArray("/actions").addObject().set("firehose", action);
        return payload;
    }

    private static ObjectNode firehose(String stream) {
        return JSON.createObjectNode().put("deliveryStreamName", stream).put("roleArn", "arn");
    }

    private void process(String topic, String payload) throws Exception {
        engine.process(
                        IotMessage.of(
                                topic,
                                ByteBuffer.wrap(payload.getBytes(UTF_8)),
                                MessageContext.NONE))
                .toCompletableFuture()
                .get();
    }

    private MessageTrace trace() {
        return engine.trace().latest(1).get(0);
    }

    private RuleRun last() {
        return trace().rules().get(0);
    }

    private String delivered(String stream) throws IOException {
        streams.flush();
        Path folder = data.resolve("s3").resolve("lake").resolve(stream);
        if (!Files.exists(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
