/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.benchmarks.firehose.PutScanner.RefusedException;
import io.sluice.benchmarks.reading.SizedReadings;
import io.sluice.benchmarks.reading.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PutScannerTest {

    private final PutScanner scanner = new PutScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "a\n", "ab\n", "abc\n", "{\"x\":1}\n{\"x\":2}\n", "ÿ\u007f\n>>>???"})
    void countsWhatABatchHolds(String record) throws Exception {
        // Given
        byte[] data = record.getBytes(StandardCharsets.UTF_8);
        byte[] body = batch(List.of(data, data));

        // When
        scanner.scan(body, 0, body.length);

        // Then
        assertThat(scanner.records()).isEqualTo(2);
        assertThat(scanner.payloadBytes()).isEqualTo(2L * data.length);
        assertThat(scanner.billedBytes()).isEqualTo(2 * 5_120);
        assertThat(scanner.readings())
                .isEqualTo((int) record.repeat(2).chars().filter(c -> c == '\n').count());
    }

    @Test
    void findsTheTimeInEachReadingOfARecord() throws Exception {
        // Given
        byte[] data = new byte[2 * 201];
        for (int i = 0; i < 2; i++) {
            System.arraycopy(SizedReadings.payload(i, 200), 0, data, 201 * i, 200);
            Stamp.write(data, 201 * i, 1_764_000_000_000_000L + i);
            data[201 * i + 200] = '\n';
        }
        byte[] body = batch(List.of(data));

        // When
        scanner.scan(body, 0, body.length);

        // Then
        assertThat(scanner.stamps()).isEqualTo(2);
        assertThat(scanner.stamp(0)).isEqualTo(1_764_000_000_000_000L);
        assertThat(scanner.stamp(1)).isEqualTo(1_764_000_000_000_001L);
    }

    @Test
    void looksOnlyAtItsPartOfTheBytes() throws Exception {
        // Given
        byte[] body = batch(List.of(new byte[] {'\n'}));
        byte[] bytes = new byte[3 * body.length];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(body, 0, bytes, i * body.length, body.length);
        }

        // When
        scanner.scan(bytes, body.length, 2 * body.length);

        // Then
        assertThat(scanner.records()).isEqualTo(1);
    }

    @Test
    void startsAfreshWithEachCall() throws Exception {
        // Given
        byte[] body = batch(List.of(new byte[6_000], new byte[1]));
        scanner.scan(body, 0, body.length);

        // When
        scanner.scan(body, 0, body.length);

        // Then
        assertThat(scanner.records()).isEqualTo(2);
        assertThat(scanner.billedBytes()).isEqualTo(3 * 5_120);
    }

    @Test
    void refusesWhatFirehoseRefuses() {
        // Given
        byte[] tooMany = batch(java.util.Collections.nCopies(501, new byte[1]));
        byte[] tooLarge = batch(List.of(new byte[1_024_001]));
        byte[] tooMuch = batch(java.util.Collections.nCopies(5, new byte[1_000_000]));
        byte[] nothing = batch(List.of());
        byte[] noBase64 = "{\"Records\":[{\"Data\":\"ab!d\"}]}".getBytes(StandardCharsets.UTF_8);
        byte[] torn = "{\"Records\":[{\"Data\":\"abcd".getBytes(StandardCharsets.UTF_8);

        for (byte[] body : List.of(tooMany, tooLarge, tooMuch, nothing, noBase64, torn)) {
            // When, Then
            assertThatThrownBy(() -> scanner.scan(body, 0, body.length))
                    .isInstanceOf(RefusedException.class);
        }
    }

    private static byte[] batch(List<byte[]> records) {
        return records.stream()
                .map(data -> "{\"Data\":\"" + Base64.getEncoder().encodeToString(data) + "\"}")
                .collect(
                        Collectors.joining(
                                ",", "{\"DeliveryStreamName\":\"benchmark\",\"Records\":[", "]}"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
