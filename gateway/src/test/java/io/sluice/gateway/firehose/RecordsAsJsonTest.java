/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/** The call is what the SDK would send, and is signed as such. */
class RecordsAsJsonTest {

    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("id", "key");

    @Property(tries = 50)
    void sendsWhatTheSdkWouldSend(
            @ForAll @IntRange(min = 1, max = 40) int records, @ForAll long seed) throws Exception {
        // Given
        PutRecordBatchRequest call = call(records, new Random(seed));
        Sent plain = new Sent();
        Sent ours = new Sent();

        // When
        client(plain).putRecordBatch(call);
        client(ours, new RecordsAsJson()).putRecordBatch(call);

        // Then
        JsonNode expected = new ObjectMapper().readTree(plain.body);
        assertThat(new ObjectMapper().readTree(ours.body)).isEqualTo(expected);
        assertThat(ours.header("Content-Length")).isEqualTo(String.valueOf(ours.body.length));
        assertThat(ours.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
        assertThat(ours.header("X-Amz-Target")).isEqualTo(plain.header("X-Amz-Target"));
        assertThat(ours.header("Authorization")).isEqualTo(signature(ours));
    }

    @Property(tries = 20)
    void readsTheSameInAnySteps(@ForAll @IntRange(min = 1, max = 6) int records, @ForAll long seed)
            throws Exception {
        // Given
        PutRecordBatchBody body = PutRecordBatchBody.of(call(records, new Random(seed)));
        byte[] expected = body.stream().readAllBytes();

        for (int step : new int[] {1, 7, 32 << 10}) {
            // When
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] some = new byte[step];
            InputStream stream = body.stream();
            for (int one = stream.read(); one >= 0; one = stream.read()) {
                read.write(one);
                read.write(some, 0, Math.max(0, stream.read(some)));
            }

            // Then
            assertThat(read.toByteArray()).isEqualTo(expected);
            assertThat(stream.read(some)).isEqualTo(-1);
        }
    }

    @Property(tries = 1)
    void leavesOtherCallsAlone() {
        // Given
        Sent ours = new Sent();

        // When
        client(ours, new RecordsAsJson()).describeDeliveryStream(r -> r.deliveryStreamName("s"));

        // Then
        assertThat(new String(ours.body, StandardCharsets.UTF_8))
                .isEqualTo("{\"DeliveryStreamName\":\"s\"}");
    }

    /** Of what was sent, at the time that it says. */
    private static String signature(Sent sent) {
        Instant at =
                LocalDateTime.parse(
                                sent.header("X-Amz-Date"),
                                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                        .toInstant(ZoneOffset.UTC);
        SdkHttpRequest unsigned =
                sent.request().toBuilder()
                        .removeHeader("Authorization")
                        .removeHeader("X-Amz-Date")
                        .build();
        return AwsV4HttpSigner.create()
                .sign(
                        sign ->
                                sign.identity(CREDENTIALS)
                                        .request(unsigned)
                                        .payload(ContentStreamProvider.fromByteArray(sent.body))
                                        .putProperty(
                                                AwsV4HttpSigner.SERVICE_SIGNING_NAME, "firehose")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                                        .putProperty(
                                                HttpSigner.SIGNING_CLOCK,
                                                Clock.fixed(at, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static PutRecordBatchRequest call(int count, Random random) {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] data = new byte[size(random)];
            random.nextBytes(data);
            records.add(Record.builder().data(SdkBytes.fromByteArray(data)).build());
        }
        return PutRecordBatchRequest.builder()
                .deliveryStreamName("stream-1_a.b")
                .records(records)
                .build();
    }

    /** Mostly small, some encoded in pieces, and some of whole pieces. */
    private static int size(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(100_000);
            case 1 -> Math.max(0, random.nextInt(3) * (24 << 10) + random.nextInt(5) - 2);
            default -> random.nextInt(3_000);
        };
    }

    private static FirehoseClient client(Sent sent, ExecutionInterceptor... interceptors) {
        return FirehoseClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(o -> o.executionInterceptors(List.of(interceptors)))
                .httpClient(sent)
                .build();
    }

    /** Keeps what was sent, and answers it. */
    private static final class Sent implements SdkHttpClient {

        private byte[] body = new byte[0];
        private @Nullable SdkHttpRequest request;

        SdkHttpRequest request() {
            return Objects.requireNonNull(request);
        }

        String header(String name) {
            return request().firstMatchingHeader(name).orElseThrow();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest sent) {
            request = sent.httpRequest();
            try (InputStream content = sent.contentStreamProvider().orElseThrow().newStream()) {
                body = content.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(
                                    AbortableInputStream.create(new ByteArrayInputStream(answer)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
