/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.FirehoseLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordPackerTest {

    /** Sizes of payloads: mostly small, some empty, some near and at the limit. */
    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(20, Arbitraries.integers().between(0, 300)),
                        net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(300, 12_000)),
                        net.jqwik.api.Tuple.of(
                                1, Arbitraries.of(1_023_999, 1_023_998, 600_000, 0, 5_119, 5_120)))
                .list()
                .ofMaxSize(400);
    }

    @Provide
    Arbitrary<PackingLimits> limits() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 20), Arbitraries.of(499, 500)),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 60_000),
                                Arbitraries.of(1, 1_024_000)))
                .as(PackingLimits::new);
    }

    @Property(tries = 150)
    void losesDuplicatesAndReordersNothingAndKeepsEveryLimit(
            @ForAll("sizes") List<Integer> sizes,
            @ForAll("limits") PackingLimits limits,
            @ForAll @IntRange(min = 0, max = 5) int flushEvery) {
        // Given
        RecordPacker<Integer> packer = new RecordPacker<>(limits);
        List<PackedRecord<Integer>> records = new ArrayList<>();

        // When
        for (int i = 0; i < sizes.size(); i++) {
            add(records, packer.add(i, payload(i, sizes.get(i))));
            if (flushEvery > 0 && i % (flushEvery * 17) == 0) {
                add(records, packer.flush());
            }
        }
        add(records, packer.flush());

        // Then
        assertThat(records.stream().flatMap(record -> record.readings().stream()))
                .containsExactlyElementsOf(IntStream.range(0, sizes.size()).boxed().toList());
        assertThat(packer.isEmpty()).isTrue();
        assertThat(packer.size()).isZero();
        for (PackedRecord<Integer> record : records) {
            for (int i = 0; i < record.readings().size(); i++) {
                int number = record.readings().get(i);
                PackedRecord<Integer> alone = record.alone(i);
                assertThat(alone.readings()).containsExactly(number);
                assertThat(alone.record().payloadBytes()).isEqualTo((long) sizes.get(number));
                assertThat(Payload.of(alone.record().data(), 0, sizes.get(number)))
                        .isEqualTo(payload(number, sizes.get(number)));
            }
        }
        for (PackedRecord<Integer> record : records) {
            byte[] expected = bytesOf(record.readings(), sizes);
            assertThat(record.record().data()).isEqualTo(expected);
            assertThat(record.record().readings()).isEqualTo(record.readings().size());
            assertThat(record.record().payloadBytes())
                    .isEqualTo(expected.length - record.readings().size());
            assertThat(record.readings().size()).isBetween(1, limits.maxReadings());
            assertThat(record.record().size()).isLessThanOrEqualTo(FirehoseLimits.MAX_RECORD_BYTES);
            if (record.readings().size() > 1) {
                assertThat(record.record().size()).isLessThanOrEqualTo(limits.maxBytes());
            }
        }
    }

    @Property(tries = 150)
    void aFullRecordIsCutInItsSecondHalfWhereTheLeastIsPaidForNothing(
            @ForAll @IntRange(min = 2, max = 60) int maxReadings,
            @ForAll List<@IntRange(min = 0, max = 3_000) Integer> sizes) {
        // Given
        RecordPacker<Integer> packer =
                new RecordPacker<>(new PackingLimits(maxReadings, 1_024_000));
        List<Integer> waiting = new ArrayList<>();

        for (int i = 0; i < sizes.size(); i++) {
            // When
            waiting.add(sizes.get(i));
            PackedRecord<Integer> full = packer.add(i, payload(i, sizes.get(i)));

            // Then
            if (full != null) {
                double share = wasted(full.record().size());
                assertThat(full.readings().size()).isGreaterThan(waiting.size() / 2);
                int size = 0;
                for (int cut = 1; cut <= waiting.size(); cut++) {
                    size += waiting.get(cut - 1) + 1;
                    if (cut > waiting.size() / 2) {
                        assertThat(share).isLessThanOrEqualTo(wasted(size) + 1e-12);
                    }
                }
                waiting.subList(0, full.readings().size()).clear();
            }
        }
    }

    @Test
    void isBilledHardlyMoreThanThePayloadAt200Bytes() {
        // Given
        RecordPacker<Integer> packer = new RecordPacker<>(new PackingLimits(500, 1_024_000));
        long payload = 0;
        long billed = 0;

        // When
        for (int i = 0; i < 20_000; i++) {
            PackedRecord<Integer> full = packer.add(i, payload(i, 195 + i % 11));
            if (full != null) {
                payload += full.record().payloadBytes();
                billed += FirehoseLimits.billedBytes(full.record().size());
            }
        }

        // Then
        assertThat((double) billed / payload).isLessThan(1.01);
    }

    @Test
    void leavesAsSoonAsItIsFull() {
        // Given
        RecordPacker<String> packer = new RecordPacker<>(new PackingLimits(2, 1_024_000));
        assertThat(packer.add("a", Payload.ofUtf8("a"))).isNull();

        // When
        PackedRecord<String> full = packer.add("b", Payload.ofUtf8("b"));

        // Then
        assertThat(full).isNotNull();
    }

    @Test
    void packsOneReadingARecordWhenPackingIsOff() {
        // Given
        RecordPacker<String> packer = new RecordPacker<>(new PackingLimits(1, 1));

        // When
        PackedRecord<String> record =
                Objects.requireNonNull(packer.add("a", Payload.ofUtf8("{\"a\":1}")));

        // Then
        assertThat(new String(record.record().data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}\n");
        assertThat(packer.isEmpty()).isTrue();
        assertThat(packer.flush()).isNull();
    }

    @Test
    void keepsTogetherWhatWouldNotFitWithTheNext() {
        // Given
        RecordPacker<Integer> packer = new RecordPacker<>(new PackingLimits(500, 10_000));
        packer.add(1, payload(1, 5_119));
        packer.add(2, payload(2, 3_000));

        // When
        PackedRecord<Integer> full = Objects.requireNonNull(packer.add(3, payload(3, 9_000)));

        // Then
        assertThat(full.readings()).containsExactly(1, 2);
        assertThat(packer.first()).isEqualTo(3);
        assertThat(packer.size()).isEqualTo(9_001);
    }

    @Test
    void refusesWhatNoRecordCanHold() {
        // Given
        RecordPacker<Integer> packer = new RecordPacker<>(new PackingLimits(500, 1_024_000));
        assertThat(packer.fits(1_023_999)).isTrue();
        assertThat(packer.fits(1_024_000)).isFalse();

        // When
        assertThatThrownBy(() -> packer.add(1, payload(1, 1_024_000)))
                // Then
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(packer.isEmpty()).isTrue();
    }

    @Test
    void limitsAreWithinFirehoses() {
        assertThatThrownBy(() -> new PackingLimits(0, 1)).hasMessageContaining("maxReadings");
        assertThatThrownBy(() -> new PackingLimits(501, 1)).hasMessageContaining("maxReadings");
        assertThatThrownBy(() -> new PackingLimits(1, 0)).hasMessageContaining("maxBytes");
        assertThatThrownBy(() -> new PackingLimits(1, 1_024_001)).hasMessageContaining("maxBytes");
    }

    private static double wasted(int size) {
        return (double) FirehoseLimits.billedBytes(size) / size;
    }

    private static void add(
            List<PackedRecord<Integer>> records,
            @org.jspecify.annotations.Nullable PackedRecord<Integer> record) {
        if (record != null) {
            records.add(record);
        }
    }

    private static Payload payload(int number, int size) {
        return Payload.of(bytes(number, size));
    }

    private static byte[] bytes(int number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('0' + (number + i) % 70);
        }
        return bytes;
    }

    private static byte[] bytesOf(List<Integer> readings, List<Integer> sizes) {
        var out = new java.io.ByteArrayOutputStream();
        for (int reading : readings) {
            out.writeBytes(bytes(reading, sizes.get(reading)));
            out.write('\n');
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Separator.class)
    void putsTheSeparatorAfterEachReadingAndCountsItNotAsPayload(Separator separator) {
        // Given
        RecordPacker<String> packer = new RecordPacker<>(new PackingLimits(2, 1_000), separator);
        Map<Separator, String> expected =
                Map.of(
                        Separator.NEWLINE, "a\nb\n",
                        Separator.TAB, "a\tb\t",
                        Separator.CRLF, "a\r\nb\r\n",
                        Separator.COMMA, "a,b,",
                        Separator.NONE, "ab");
        packer.add("first", Payload.ofUtf8("a"));

        // When
        PackedRecord<String> record =
                Objects.requireNonNull(packer.add("second", Payload.ofUtf8("b")), "it is full");

        // Then
        assertThat(new String(record.record().data(), StandardCharsets.UTF_8))
                .isEqualTo(expected.get(separator));
        assertThat(record.record().payloadBytes()).isEqualTo(2);
        assertThat(packer.fits(1_024_000 - separator.size())).isTrue();
        assertThat(packer.fits(1_024_001 - separator.size())).isFalse();
    }
}
