/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.OutboundRecord;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {

    private static PackedRecord<Integer> record(int number, int size) {
        return new PackedRecord<>(
                new OutboundRecord(new byte[size], 1, size), List.of(number), new int[] {size});
    }

    @Property(tries = 100)
    void whatItBuildsCanAlwaysBeSentAndNothingIsLostOrReordered(
            @ForAll @IntRange(min = 1, max = 500) int maxRecords,
            @ForAll @IntRange(min = 1, max = 4 * 1024 * 1024) int maxBytes,
            @ForAll @Size(max = 700) List<@IntRange(min = 1, max = 1_024_000) Integer> sizes) {
        // Given
        BatchBuilder<Integer> builder = new BatchBuilder<>(maxRecords, maxBytes);
        List<Integer> out = new ArrayList<>();
        List<List<PackedRecord<Integer>>> batches = new ArrayList<>();

        // When
        for (int i = 0; i < sizes.size(); i++) {
            PackedRecord<Integer> record = record(i, sizes.get(i) % (1 + 100_000 * (i % 11)) + 1);
            if (!builder.tryAdd(record)) {
                batches.add(builder.drain());
                assertThat(builder.tryAdd(record)).isTrue();
            }
            if (builder.isFull()) {
                batches.add(builder.drain());
            }
        }
        if (!builder.isEmpty()) {
            batches.add(builder.drain());
        }

        // Then
        for (List<PackedRecord<Integer>> records : batches) {
            Batch batch = BatchBuilder.batchOf(records);
            assertThat(batch.records().size()).isBetween(1, maxRecords);
            assertThat(batch.bytes() <= maxBytes || batch.records().size() == 1).isTrue();
            records.forEach(record -> out.add(record.readings().get(0)));
        }
        assertThat(out).hasSize(sizes.size()).isSorted();
        assertThat(builder.isEmpty()).isTrue();
    }

    @Test
    void isFullAtItsLastRecord() {
        // Given
        BatchBuilder<Integer> builder = new BatchBuilder<>(2, 1_000);
        builder.tryAdd(record(1, 1));
        assertThat(builder.isFull()).isFalse();

        // When
        builder.tryAdd(record(2, 1));

        // Then
        assertThat(builder.isFull()).isTrue();
        assertThat(builder.tryAdd(record(3, 1))).isFalse();
    }

    @Test
    void takesASingleRecordThatIsLargerThanItsBytes() {
        // Given
        BatchBuilder<Integer> builder = new BatchBuilder<>(500, 1);

        // When
        boolean taken = builder.tryAdd(record(1, 1_024_000));

        // Then
        assertThat(taken).isTrue();
        assertThat(builder.isFull()).isTrue();
    }

    @Test
    void limitsAreWithinFirehoses() {
        assertThatThrownBy(() -> new BatchBuilder<>(0, 1)).hasMessageContaining("maxRecords");
        assertThatThrownBy(() -> new BatchBuilder<>(501, 1)).hasMessageContaining("maxRecords");
        assertThatThrownBy(() -> new BatchBuilder<>(1, 0)).hasMessageContaining("maxBytes");
        assertThatThrownBy(() -> new BatchBuilder<>(1, 4_194_305)).hasMessageContaining("maxBytes");
    }
}
