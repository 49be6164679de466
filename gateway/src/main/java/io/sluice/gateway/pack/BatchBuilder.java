/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.FirehoseLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects records for one call; refuses a record instead of overshooting, so that what it builds
 * can always be sent. For one thread.
 */
public final class BatchBuilder<T> {

    private final int maxRecords;
    private final long maxBytes;

    private List<PackedRecord<T>> records = new ArrayList<>();
    private long bytes;

    /**
     * With these limits.
     *
     * @param maxRecords 1 to {@value FirehoseLimits#MAX_RECORDS_PER_BATCH}
     * @param maxBytes of records before base64, at most {@value FirehoseLimits#MAX_BATCH_BYTES}; a
     *     single record is taken even if it is larger
     */
    public BatchBuilder(int maxRecords, long maxBytes) {
        if (maxRecords < 1 || maxRecords > FirehoseLimits.MAX_RECORDS_PER_BATCH) {
            throw new IllegalArgumentException("maxRecords " + maxRecords);
        }
        if (maxBytes < 1 || maxBytes > FirehoseLimits.MAX_BATCH_BYTES) {
            throw new IllegalArgumentException("maxBytes " + maxBytes);
        }
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** Takes the record, or returns {@code false} if it would make the batch too large. */
    public boolean tryAdd(PackedRecord<T> record) {
        int size = record.record().size();
        if (!records.isEmpty() && (records.size() == maxRecords || bytes + size > maxBytes)) {
            return false;
        }
        records.add(record);
        bytes += size;
        return true;
    }

    /** Whether no other record can come in. */
    public boolean isFull() {
        return records.size() == maxRecords || bytes >= maxBytes;
    }

    /** Whether it holds nothing. */
    public boolean isEmpty() {
        return records.isEmpty();
    }

    /** Gives out what was collected, in order, and begins anew. */
    public List<PackedRecord<T>> drain() {
        List<PackedRecord<T>> drained = records;
        records = new ArrayList<>();
        bytes = 0;
        return drained;
    }

    /** The batch of these records. */
    public static <T> Batch batchOf(List<PackedRecord<T>> records) {
        return new Batch(records.stream().map(PackedRecord::record).toList());
    }
}
