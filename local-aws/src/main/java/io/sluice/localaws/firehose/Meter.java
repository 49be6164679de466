/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by stream; any thread may call. Starts at zero with the process. */
final class Meter {

    private final Map<String, Usage> streams = new ConcurrentHashMap<>();

    void accepted(String stream, List<byte[]> records, int refused) {
        long payload = 0;
        long billed = 0;
        for (byte[] record : records) {
            payload += record.length;
            billed += FirehoseLimits.billedBytes(record.length);
        }
        add(stream, new Usage(1, records.size(), payload, billed, refused, 0));
    }

    void throttled(String stream, int records) {
        add(stream, new Usage(1, 0, 0, 0, records, 1));
    }

    void failed(String stream, int records) {
        add(stream, new Usage(1, 0, 0, 0, records, 0));
    }

    SortedMap<String, Usage> snapshot() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(streams));
    }

    private void add(String stream, Usage more) {
        streams.merge(stream, more, Usage::plus);
    }
}
