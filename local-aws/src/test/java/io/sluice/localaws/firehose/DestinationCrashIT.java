/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.localaws.LocalProcess;
import io.sluice.localaws.firehose.Listener.Answer;
import io.sluice.localaws.firehose.Listener.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/** Kills the process while an endpoint takes some requests and refuses others. */
class DestinationCrashIT {

    private static final int KILLS = 3;
    private static final int PUTS = 20;
    private static final int BATCH = 25;

    @TempDir private Path data;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @Test
    void sendsEverythingAcknowledgedAcrossKills() throws Exception {
        // Given
        Set<String> acknowledged = new TreeSet<>();
        try (Listener listener = new Listener(request -> new Answer(503, ""))) {
            for (int round = 0; round < KILLS; round++) {
                int seen = listener.requests().size();
                listener.behave(
                        request ->
                                listener.requests().size() % 2 == 0
                                        ? new Answer(503, "")
                                        : take(request));
                try (LocalProcess process = start(listener.uri());
                        FirehoseClient firehose = client(process)) {
                    for (int put = 0; put < PUTS; put++) {
                        acknowledged.addAll(put(firehose, round + "-" + put + "-"));
                    }
                    // more of them, since all so far may have left together and been taken at once
                    AtomicInteger more = new AtomicInteger(PUTS);
                    String name = round + "-";
                    await().until(
                                    () -> {
                                        acknowledged.addAll(
                                                put(firehose, name + more.getAndIncrement() + "-"));
                                        return listener.requests().size() > seen + 1;
                                    });

                    // When
                    process.kill();
                }
            }
            listener.behave(this::take);
            try (LocalProcess process = start(listener.uri())) {
                await().until(() -> taken.containsAll(acknowledged));
                assertThat(process.terminate()).isZero();
            }
        }

        // Then
        assertThat(taken).containsAll(acknowledged);
        assertThat(files(data.resolve("s3"))).isEmpty();
        assertThat(files(data.resolve("firehose")))
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly("stream.json");
    }

    private Answer take(Request request) {
        request.json()
                .path("records")
                .findValuesAsText("data")
                .forEach(
                        record -> taken.add(new String(Base64.getDecoder().decode(record), UTF_8)));
        return new Answer(
                200, "{\"requestId\":\"" + request.json().path("requestId").asText() + "\"}");
    }

    private LocalProcess start(URI listener) throws IOException {
        return LocalProcess.start(
                data,
                "--template",
                Path.of("..", "cloudformation", "destinations", "http-endpoint.yaml").toString(),
                "--parameter",
                "EndpointUrl=https://intake.example/in",
                "--parameter",
                "SecretArn=arn:aws:secretsmanager:eu-central-1:000000000000:secret:intake-AbCdEf",
                "--parameter",
                "BufferIntervalSeconds=0",
                "--endpoint",
                "https://intake.example=" + listener,
                "--secret",
                "intake=k3y");
    }

    private static List<String> put(FirehoseClient firehose, String name) {
        List<String> ids = IntStream.range(0, BATCH).mapToObj(i -> name + i).toList();
        firehose.putRecordBatch(
                put ->
                        put.deliveryStreamName("sluice-http-endpoint")
                                .records(
                                        ids.stream()
                                                .map(SdkBytes::fromUtf8String)
                                                .map(bytes -> Record.builder().data(bytes).build())
                                                .toList()));
        return ids;
    }

    private static FirehoseClient client(LocalProcess process) {
        return FirehoseClient.builder()
                .endpointOverride(URI.create(process.endpoint()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    private static List<Path> files(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
