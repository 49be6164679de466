/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

/**
 * One record as it goes into a delivery stream: its bytes, how many readings it carries and how
 * many of its bytes are theirs.
 */
public final class OutboundRecord {

    private final byte[] data;
    private final int readings;
    private final long payloadBytes;

    /**
     * Takes over {@code data}; the caller must not change it afterwards.
     *
     * @param readings at least 1
     * @param payloadBytes bytes of the readings' payloads, without separators
     */
    public OutboundRecord(byte[] data, int readings, long payloadBytes) {
        this.data = data;
        this.readings = readings;
        this.payloadBytes = payloadBytes;
    }

    /** The bytes themselves, not a copy: for the outlet's eyes only, not to be changed. */
    public byte[] data() {
        return data;
    }

    /** Bytes of the record before base64: what Firehose limits and bills. */
    public int size() {
        return data.length;
    }

    /** How many readings it carries. */
    public int readings() {
        return readings;
    }

    /** Bytes of the readings' payloads, without separators. */
    public long payloadBytes() {
        return payloadBytes;
    }

    /** Only sizes: payloads are nobody's business in a log. */
    @Override
    public String toString() {
        return readings + " readings in " + data.length + " bytes";
    }
}
