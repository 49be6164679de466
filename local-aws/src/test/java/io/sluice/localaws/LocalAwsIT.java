/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** The AWS SDK for Java, unmodified, against local AWS. */
class LocalAwsIT {

    @TempDir private Path data;
    private LocalAws aws;
    private FirehoseClient firehose;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.builder().data(data).seed(7).build());
        firehose =
                client(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("key", "secret")));
    }

    @AfterEach
    void stop() {
        firehose.close();
        aws.close();
    }

    @Test
    void createsDescribesListsAndDeletesStreams() {
        String arn =
                firehose.createDeliveryStream(
                                stream ->
                                        stream.deliveryStreamName("b")
                                                .extendedS3DestinationConfiguration(
                                                        s3 ->
                                                                s3.bucketARN("arn:aws:s3:::lake")
                                                                        .roleARN(
                                                                                "arn:aws:iam::000000000000:role/r")
                                                                        .prefix("raw/")
                                                                        .bufferingHints(
                                                                                hints ->
                                                                                        hints.sizeInMBs(
                                                                                                        1)
                                                                                                .intervalInSeconds(
                                                                                                        60))))
                        .deliveryStreamARN();
        aws.createStream("a", "lake");

        DeliveryStreamDescription description =
                firehose.describeDeliveryStream(request -> request.deliveryStreamName("b"))
                        .deliveryStreamDescription();

        assertThat(arn).isEqualTo("arn:aws:firehose:eu-central-1:000000000000:deliverystream/b");
        assertThat(description.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
        assertThat(description.createTimestamp()).isNotNull();
        assertThat(description.versionId()).isEqualTo("1");
        assertThat(description.destinations().get(0).extendedS3DestinationDescription().prefix())
                .isEqualTo("raw/");
        assertThat(firehose.listDeliveryStreams(list -> list.limit(1)).deliveryStreamNames())
                .containsExactly("a");
        assertThat(
                        firehose.listDeliveryStreams(
                                        list -> list.exclusiveStartDeliveryStreamName("a"))
                                .deliveryStreamNames())
                .containsExactly("b");
        assertThatThrownBy(
                        () ->
                                firehose.createDeliveryStream(
                                        stream ->
                                                stream.deliveryStreamName("a")
                                                        .extendedS3DestinationConfiguration(
                                                                s3 ->
                                                                        s3.bucketARN(
                                                                                        "arn:aws:s3:::lake")
                                                                                .roleARN(
                                                                                        "arn:aws:iam::000000000000:role/r"))))
                .isInstanceOf(ResourceInUseException.class);
        firehose.deleteDeliveryStream(request -> request.deliveryStreamName("a"));
        assertThat(aws.streamNames()).containsExactly("b");
    }

    @Test
    void deliversTheVeryBytesThatWerePut() throws IOException {
        // Given
        aws.createStream("s", "lake");
        byte[] binary = {0, -1, 10, 13, 34, 92};

        // When
        firehose.putRecord(
                put ->
                        put.deliveryStreamName("s")
                                .record(record -> record.data(SdkBytes.fromByteArray(binary))));
        PutRecordBatchResponse answer = put("one\n", "", "ü");
        aws.flush();

        // Then
        assertThat(answer.failedPutCount()).isZero();
        assertThat(answer.requestResponses())
                .hasSize(3)
                .allMatch(entry -> entry.recordId() != null);
        byte[] delivered = Files.readAllBytes(objects().get(0));
        assertThat(delivered).startsWith(binary);
        assertThat(new String(delivered, binary.length, delivered.length - binary.length, UTF_8))
                .isEqualTo("one\nü");
    }

    @Test
    void refusesWhatFirehoseRefuses() {
        aws.createStream("s", "lake");

        assertThatThrownBy(() -> putTo("t", Collections.nCopies(1, record("x"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Firehose t under account 000000000000 not found.");
        refused("ValidationException", () -> putTo("s", Collections.nCopies(501, record("x"))));
        refused(
                "ValidationException",
                () ->
                        putTo(
                                "s",
                                List.of(
                                        Record.builder()
                                                .data(SdkBytes.fromByteArray(new byte[1_024_001]))
                                                .build())));
        assertThatThrownBy(
                        () ->
                                putTo(
                                        "s",
                                        Collections.nCopies(
                                                5,
                                                Record.builder()
                                                        .data(
                                                                SdkBytes.fromByteArray(
                                                                        new byte[1_000_000]))
                                                        .build())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Records size exceeds 4 MB limit");
        refused(
                "UnknownOperationException",
                () -> firehose.listTagsForDeliveryStream(t -> t.deliveryStreamName("s")));
    }

    @Test
    void refusesCallsWithoutCredentials() {
        try (FirehoseClient anonymous = client(AnonymousCredentialsProvider.create())) {
            refused(
                    "MissingAuthenticationTokenException",
                    () -> anonymous.listDeliveryStreams(list -> list.limit(1)));
        }
    }

    @Test
    void failsAsItIsTold() throws IOException {
        aws.createStream("s", "lake");

        aws.faults().set("throttle=1");
        assertThatThrownBy(() -> put("a"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("Slow down.");
        aws.faults().clear();
        aws.faults().set("record-failure=1");
        PutRecordBatchResponse answer = put("b", "c");
        assertThat(answer.failedPutCount()).isEqualTo(2);
        assertThat(answer.requestResponses())
                .extracting(PutRecordBatchResponseEntry::errorCode)
                .containsExactly("ServiceUnavailableException", "ServiceUnavailableException");
        aws.faults().clear();
        aws.faults().set("access-denied");
        refused("AccessDeniedException", () -> put("d"));
        aws.faults().clear();
        aws.faults().set("expired-token");
        refused("ExpiredTokenException", () -> put("e"));
        aws.faults().clear();
        aws.faults().set("down");
        assertThatThrownBy(() -> put("f")).isInstanceOf(SdkClientException.class);
        aws.faults().clear();
        aws.faults().set("lost-answer=1");
        assertThatThrownBy(() -> put("stored")).isInstanceOf(SdkClientException.class);
        aws.faults().clear();
        aws.faults().set("latency=150ms");
        long before = System.nanoTime();
        put("late");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(149));
        aws.flush();

        assertThat(allContent()).isEqualTo("storedlate");
    }

    @Test
    void isSteeredOverHttpWhileItRuns() throws Exception {
        aws.createStream("s", "lake");
        put("x");

        assertThat(http("PUT", "/_local/faults", "{\"faults\":[\"throttle=0.2\",\"down@s\"]}"))
                .isEqualTo("{\"faults\":[\"throttle=0.2\",\"down@s\"]}");
        assertThat(http("PUT", "/_local/faults", "{\"faults\":[\"no\"]}"))
                .contains("there is no fault 'no'");
        assertThatThrownBy(() -> put("y")).isInstanceOf(SdkClientException.class);
        assertThat(http("DELETE", "/_local/faults", "")).isEqualTo("{\"faults\":[]}");
        assertThat(http("POST", "/_local/flush", "")).isEqualTo("{\"status\":\"flushed\"}");
        assertThat(objects()).hasSize(1);
        assertThat(http("GET", "/_local/health", ""))
                .isEqualTo("{\"status\":\"ok\",\"streams\":[\"s\"]}");
        assertThat(http("GET", "/_local/meter", ""))
                .contains("\"payloadBytes\":1,\"billedBytes\":5120");
    }

    @Test
    void keepsASecondOneOffTheSameData() {
        assertThatThrownBy(() -> LocalAws.start(LocalAwsOptions.builder().data(data).build()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is in use by another local AWS");
    }

    @Test
    void saysWhenItsPortIsTaken() {
        assertThatThrownBy(
                        () ->
                                LocalAws.start(
                                        LocalAwsOptions.builder()
                                                .data(data.resolve("other"))
                                                .port(aws.endpoint().getPort())
                                                .build()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + aws.endpoint().getPort() + " is in use");
    }

    private FirehoseClient client(AwsCredentialsProvider credentials) {
        return FirehoseClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(ApacheHttpClient.builder().expectContinueEnabled(false))
                .overrideConfiguration(
                        config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private PutRecordBatchResponse put(String... records) {
        return putTo("s", Stream.of(records).map(LocalAwsIT::record).toList());
    }

    private PutRecordBatchResponse putTo(String stream, List<Record> records) {
        return firehose.putRecordBatch(put -> put.deliveryStreamName(stream).records(records));
    }

    private static Record record(String text) {
        return Record.builder().data(SdkBytes.fromUtf8String(text)).build();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FirehoseException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private String http(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = aws.endpoint().resolve(path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String allContent() throws IOException {
        StringBuilder content = new StringBuilder();
        for (Path object : objects()) {
            content.append(Files.readString(object));
        }
        return content.toString();
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(aws.buckets())) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
