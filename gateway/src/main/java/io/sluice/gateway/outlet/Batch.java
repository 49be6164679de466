/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

import java.util.List;

/**
 * Records for one call of PutRecordBatch: 1 to 500 of them, 4 MiB together. A batch that exists can
 * be sent.
 *
 * @param records in the order in which they go out
 */
public record Batch(List<OutboundRecord> records) {

    /** Checks Firehose's limits; throws IllegalArgumentException if they are not kept. */
    public Batch {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > FirehoseLimits.MAX_RECORDS_PER_BATCH) {
            throw new IllegalArgumentException(records.size() + " records in a batch");
        }
        if (bytes(records) > FirehoseLimits.MAX_BATCH_BYTES) {
            throw new IllegalArgumentException(bytes(records) + " bytes in a batch");
        }
    }

    /** Bytes of all records before base64. */
    public long bytes() {
        return bytes(records);
    }

    private static long bytes(List<OutboundRecord> records) {
        long sum = 0;
        for (OutboundRecord record : records) {
            sum += record.size();
        }
        return sum;
    }
}
