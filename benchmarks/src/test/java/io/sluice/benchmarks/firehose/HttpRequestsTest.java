/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.firehose.HttpRequests.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestsTest {

    private static final String TWO =
            "POST / HTTP/1.1\r\nHost: here\r\nX-Amz-Target: A.One\r\nContent-Length: 5\r\n\r\nhello"
                    + "POST / HTTP/1.1\r\nexpect: 100-Continue\r\ncontent-length: 0\r\n\r\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void readsOneRequestAfterTheOtherHoweverTheyArrive(int atOnce) throws Exception {
        // Given
        HttpRequests requests = new HttpRequests(slowly(atOnce), out);
        List<String> bodies = new ArrayList<>();

        // When
        Request first = Objects.requireNonNull(requests.next());
        bodies.add(first.target() + " " + body(first));
        Request second = Objects.requireNonNull(requests.next());
        bodies.add(second.target() + " " + body(second));
        Request third = requests.next();

        // Then
        assertThat(bodies).containsExactly("A.One hello", " ");
        assertThat(third).isNull();
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    private static String body(Request request) {
        return StandardCharsets.US_ASCII.decode(request.body()).toString();
    }

    private static InputStream slowly(int atOnce) {
        return new ByteArrayInputStream(TWO.getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] target, int at, int length) {
                return super.read(target, at, Math.min(length, atOnce));
            }
        };
    }
}
