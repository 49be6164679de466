/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import java.time.Instant;
import java.util.Map;

/**
 * A record on its way, with what is known of it. Never changed; whoever changes it makes another.
 */
public final class DataRecord {

    private final byte[] data;
    private final Instant arrival;
    private final Map<String, String> queryKeys;
    private final Map<String, String> functionKeys;

    private DataRecord(
            byte[] data,
            Instant arrival,
            Map<String, String> queryKeys,
            Map<String, String> functionKeys) {
        this.data = data;
        this.arrival = arrival;
        this.queryKeys = queryKeys;
        this.functionKeys = functionKeys;
    }

    /** A record as it was put; the bytes are not copied. */
    public static DataRecord of(byte[] data, Instant arrival) {
        return new DataRecord(data, arrival, Map.of(), Map.of());
    }

    /** Its bytes, not to be changed. */
    public byte[] data() {
        return data;
    }

    /** When it came. */
    public Instant arrival() {
        return arrival;
    }

    /** Values for {@code partitionKeyFromQuery}. */
    public Map<String, String> queryKeys() {
        return queryKeys;
    }

    /** Values for {@code partitionKeyFromLambda}. */
    public Map<String, String> functionKeys() {
        return functionKeys;
    }

    DataRecord withData(byte[] other) {
        return new DataRecord(other, arrival, queryKeys, functionKeys);
    }

    DataRecord withQueryKeys(Map<String, String> keys) {
        return new DataRecord(data, arrival, Map.copyOf(keys), functionKeys);
    }

    DataRecord withFunctionKeys(Map<String, String> keys) {
        return new DataRecord(data, arrival, queryKeys, Map.copyOf(keys));
    }
}
