/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"disk", "broker"})
    void bringsEveryReadingToTheFiles(String durability) throws IOException {
        // Given
        Path data = folder.resolve("data");
        Path report = folder.resolve("report.json");

        // When
        Run run = demo(data, report, "--duration=4s", "--durability=" + durability);

        // Then
        assertThat(run.code()).isZero();
        JsonNode balance = read(report);
        assertThat(balance.get("mode").asText()).isEqualTo("direct");
        assertThat(balance.get("lost").asLong()).isZero();
        assertThat(balance.get("duplicates").asLong()).isZero();
        assertThat(balance.get("published").asLong()).isGreaterThan(100);
        assertThat(balance.get("acknowledged")).isEqualTo(balance.get("published"));
        assertThat(balance.get("delivered")).isEqualTo(balance.get("published"));
        assertThat(balance.get("firehoseRecords").asLong()).isPositive();
        assertThat(balance.get("firehoseCalls").asLong()).isPositive();
        assertThat(balance.at("/latencyMillis/p99").asLong()).isPositive();
        List<String> lines = deliveredLines(data);
        assertThat(lines).hasSize(balance.get("delivered").asInt());
        assertThat(balance.get("payloadBytes").asLong())
                .isEqualTo(lines.stream().mapToLong(String::length).sum());
        assertThat(balance.get("billedBytes").asLong() % 5_120).isZero();
        assertThat(run.out()).contains("lost          0", data.resolve("s3").toString());
        assertThat(ConfigLoader.load(data.resolve("gateway.yaml"), Map.of()).admin().port())
                .isPositive();
    }

    @Test
    void bringsEveryReadingThroughTheTopicRuleOfTheTemplate() throws Exception {
        // Given
        Path data = folder.resolve("data");
        Path report = folder.resolve("report.json");
        AtomicReference<JsonNode> traced = new AtomicReference<>(MissingNode.getInstance());
        CompletableFuture<Run> run =
                CompletableFuture.supplyAsync(
                        () -> demo(data, report, "--duration=5s", "--mode=iot-rule"));

        // When
        await().atMost(SOON)
                .ignoreExceptions()
                .until(
                        () -> {
                            traced.set(trace(data));
                            return Objects.requireNonNull(traced.get())
                                    .at("/messages/0/rules/0/actions/0")
                                    .isObject();
                        });

        // Then
        assertThat(run).succeedsWithin(SOON).extracting(Run::code).isEqualTo(0);
        JsonNode message = Objects.requireNonNull(traced.get()).at("/messages/0");
        assertThat(message.get("topic").asText()).contains("/telemetry");
        assertThat(message.at("/rules/0/rule").asText()).isEqualTo("sluice_telemetry");
        assertThat(message.at("/rules/0/status").asText()).isEqualTo("fired");
        assertThat(message.at("/rules/0/actions/0/status").asText()).isEqualTo("success");
        JsonNode balance = read(report);
        assertThat(balance.get("mode").asText()).isEqualTo("iot-rule");
        assertThat(balance.get("lost").asLong()).isZero();
        assertThat(balance.get("duplicates").asLong()).isZero();
        assertThat(balance.get("published").asLong()).isGreaterThan(100);
        assertThat(balance.get("delivered")).isEqualTo(balance.get("acknowledged"));
        // the rule makes a record of each reading
        assertThat(balance.get("firehoseRecords")).isEqualTo(balance.get("delivered"));
    }

    /** What the local AWS of a demo that runs says of its rules. */
    private static JsonNode trace(Path data) throws IOException {
        @Nullable URI aws =
                ConfigLoader.load(data.resolve("gateway.yaml"), Map.of()).aws().endpoint();
        try (InputStream answer =
                Objects.requireNonNull(aws)
                        .resolve("/_local/iot/trace?limit=1")
                        .toURL()
                        .openStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }

    @Test
    void goesOnInTheFolderOfAnEarlierRunAndCountsItsOwnReadings() throws IOException {
        // Given
        Path data = folder.resolve("data");
        Path firstReport = folder.resolve("first.json");
        Path secondReport = folder.resolve("second.json");
        demo(data, firstReport, "--duration=2s");

        // When
        Run second = demo(data, secondReport, "--duration=2s");

        // Then
        assertThat(second.code()).isZero();
        long first = read(firstReport).get("delivered").asLong();
        JsonNode balance = read(secondReport);
        assertThat(balance.get("lost").asLong()).isZero();
        assertThat(balance.get("duplicates").asLong()).isZero();
        assertThat(balance.get("delivered")).isEqualTo(balance.get("published"));
        assertThat(deliveredLines(data))
                .doesNotHaveDuplicates()
                .hasSize((int) (first + balance.get("delivered").asLong()));
    }

    @Test
    void endsWithABalanceWhenItIsAskedTo() throws IOException {
        // Given
        Path data = folder.resolve("data");
        Path report = folder.resolve("report.json");
        Termination termination = Termination.manual();
        CompletableFuture<Run> run =
                CompletableFuture.supplyAsync(() -> demo(termination, data, report));
        await().atMost(SOON).until(() -> Files.exists(data.resolve("ledger.txt")));

        // When
        termination.request();
        termination.request();

        // Then
        assertThat(run).succeedsWithin(SOON).extracting(Run::code).isEqualTo(0);
        assertThat(read(report).get("lost").asLong()).isZero();
    }

    @Test
    void endsCleanlyWhenItIsAskedToBeforeItHasStarted() {
        // Given
        Termination termination = Termination.manual();
        termination.request();

        // When
        Run run = demo(termination, folder.resolve("data"), folder.resolve("report.json"));

        // Then
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void saysWhichTemplateCannotBeDeployed() throws IOException {
        // Given
        Path template =
                Files.writeString(
                        folder.resolve("broken.yaml"), "Resources: {A: {Type: AWS::No::Such}}");

        // When
        Run run =
                demo(
                        folder.resolve("data"),
                        folder.resolve("report.json"),
                        "--template=" + template);

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(template.toString(), "AWS::No::Such").hasLineCount(1);
    }

    private static Run demo(Path data, Path report, String... more) {
        return demo(Termination.manual(), data, report, more);
    }

    private static Run demo(Termination termination, Path data, Path report, String... more) {
        List<String> arguments =
                List.of(
                        "demo",
                        "--ports=auto",
                        "--devices=20",
                        "--interval=200ms",
                        "--data=" + data,
                        "--report=" + report);
        return Run.of(
                termination,
                Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode read(Path report) throws IOException {
        return new ObjectMapper().readTree(Files.readString(report));
    }

    private static List<String> deliveredLines(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("s3"))) {
            List<Path> objects = files.filter(Files::isRegularFile).toList();
            List<String> lines = new java.util.ArrayList<>();
            for (Path object : objects) {
                lines.addAll(Files.readAllLines(object));
            }
            return lines;
        }
    }
}
