/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** Kills the process while clients put, and counts afterwards. */
class LocalAwsCrashIT {

    private static final int KILLS = 3;
    private static final int CLIENTS = 4;
    private static final int BATCH = 40;

    @TempDir private Path data;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void deliversEverythingAcknowledgedExactlyOnceAcrossKills() throws Exception {
        // Given
        for (int round = 0; round < KILLS; round++) {
            int before = acknowledged.size();
            try (LocalProcess process = start()) {
                AtomicBoolean stopped = new AtomicBoolean();
                List<Thread> clients = clients(process, round, stopped);

                // When
                Awaitility.await().until(() -> acknowledged.size() > before + 4_000);
                Awaitility.await()
                        .pollDelay(
                                java.time.Duration.ofMillis(
                                        ThreadLocalRandom.current().nextInt(200)))
                        .until(() -> true);
                process.kill();
                stopped.set(true);
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        try (LocalProcess process = start()) {
            assertThat(process.terminate()).isZero();
        }

        // Then
        List<String> delivered = delivered();
        assertThat(delivered).doesNotHaveDuplicates();
        assertThat(Set.copyOf(delivered)).containsAll(acknowledged);
        assertThat(journals()).isEmpty();
    }

    private LocalProcess start() throws IOException {
        return LocalProcess.start(
                data,
                "--template",
                Path.of("..", "cloudformation", "ingest.yaml").toString(),
                "--parameter",
                "BufferSizeMiB=1",
                "--parameter",
                "BufferIntervalSeconds=1");
    }

    private List<Thread> clients(LocalProcess process, int round, AtomicBoolean stopped) {
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String name = round + "-" + client + "-";
            Thread thread = new Thread(() -> put(process, name, stopped), "client-" + name);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void put(LocalProcess process, String name, AtomicBoolean stopped) {
        try (FirehoseClient firehose = client(URI.create(process.endpoint()))) {
            for (int call = 0; !stopped.get(); call++) {
                int first = call * BATCH;
                List<String> ids =
                        IntStream.range(first, first + BATCH).mapToObj(i -> name + i).toList();
                List<Record> records =
                        ids.stream()
                                .map(id -> id + " ".repeat(100) + "\n")
                                .map(SdkBytes::fromUtf8String)
                                .map(bytes -> Record.builder().data(bytes).build())
                                .toList();
                try {
                    PutRecordBatchResponse answer =
                            firehose.putRecordBatch(
                                    put ->
                                            put.deliveryStreamName("sluice-telemetry")
                                                    .records(records));
                    assertThat(answer.failedPutCount()).isZero();
                    acknowledged.addAll(ids);
                } catch (SdkException e) {
                    // killed: these ids may be there or not, once at most
                    return;
                }
            }
        }
    }

    private static FirehoseClient client(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
                .httpClientBuilder(ApacheHttpClient.builder().expectContinueEnabled(false))
                .overrideConfiguration(
                        config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private List<String> delivered() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path object : files(data.resolve("s3"))) {
            Files.readAllLines(object).forEach(line -> ids.add(line.trim()));
        }
        return ids;
    }

    private List<Path> journals() throws IOException {
        return files(data.resolve("firehose")).stream()
                .filter(file -> file.toString().endsWith(".journal"))
                .toList();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
