/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Takes the place of an HTTP client: reads each request's body, as one that sends it would, and
 * answers at once that all records of a PutRecordBatch were accepted. Any thread.
 */
final class HttpToNowhere implements SdkHttpClient {

    /** About as long as the record ids in AWS's API reference of PutRecordBatch. */
    private static final String RECORD_ID = "r".repeat(220);

    private static final int BUFFER_BYTES = 8 << 10;

    private final byte[] answer;
    private final SdkHttpResponse head;

    private HttpToNowhere(byte[] answer) {
        this.answer = answer;
        this.head =
                SdkHttpResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("Content-Length", Integer.toString(answer.length))
                        .putHeader("x-amzn-RequestId", "6b8e0c1c-6f0e-4f6c-9d1f-2a1b0c9d8e7f")
                        .build();
    }

    /** For calls of so many records each. */
    static SdkHttpClient.Builder<?> accepting(int records) {
        String entries =
                String.join(
                        ",", Collections.nCopies(records, "{\"RecordId\":\"" + RECORD_ID + "\"}"));
        byte[] answer =
                ("{\"Encrypted\":false,\"FailedPutCount\":0,\"RequestResponses\":["
                                + entries
                                + "]}")
                        .getBytes(StandardCharsets.UTF_8);
        return new Builder(new HttpToNowhere(answer));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                readBody(request);
                return HttpExecuteResponse.builder()
                        .response(head)
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private static void readBody(HttpExecuteRequest request) throws IOException {
        ContentStreamProvider body =
                request.contentStreamProvider()
                        .orElseThrow(() -> new IOException("a request without a body"));
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream stream = body.newStream()) {
            while (stream.read(buffer) >= 0) {
                // on its way
            }
        }
    }

    @Override
    public void close() {}

    /** Gives out a client that is there already. */
    private record Builder(SdkHttpClient client) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return client;
        }
    }
}
