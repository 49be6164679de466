/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.FirehoseLimits.Rates;
import org.jspecify.annotations.Nullable;

/** Holds one stream to requests, records and bytes a second. Any thread may call. */
final class StreamQuota {

    private @Nullable Rates rates;
    private TokenBucket requests = new TokenBucket(1, 0);
    private TokenBucket records = new TokenBucket(1, 0);
    private TokenBucket bytes = new TokenBucket(1, 0);

    /** Counts a call against {@code wanted} rates; buckets start full when the rates change. */
    synchronized boolean admitRequest(Rates wanted, long nowNanos) {
        if (!wanted.equals(rates)) {
            rates = wanted;
            requests = new TokenBucket(wanted.requests(), nowNanos);
            records = new TokenBucket(wanted.records(), nowNanos);
            bytes = new TokenBucket(wanted.bytes(), nowNanos);
        }
        if (!requests.has(1, nowNanos)) {
            return false;
        }
        requests.take(1);
        return true;
    }

    /** Counts a record of an admitted call. */
    synchronized boolean admitRecord(long size, long nowNanos) {
        if (!records.has(1, nowNanos) || !bytes.has(size, nowNanos)) {
            return false;
        }
        records.take(1);
        bytes.take(size);
        return true;
    }
}
