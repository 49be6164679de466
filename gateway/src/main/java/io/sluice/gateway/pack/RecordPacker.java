/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import io.sluice.gateway.message.Payload;
import io.sluice.gateway.outlet.FirehoseLimits;
import io.sluice.gateway.outlet.OutboundRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packs readings into records: each reading's bytes and a separator, in order, nothing else. For
 * one thread.
 *
 * <p>Firehose bills a record as a multiple of 5 KiB. So a record that is full is cut behind the
 * reading (of its second half) where the least is paid for nothing, and the readings behind the cut
 * begin the next record.
 */
public final class RecordPacker<T> {

    private static final int INITIAL_BYTES = 16 * 1024;

    private final PackingLimits limits;
    private final Separator separator;

    // the record being filled
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int size;
    private final List<T> readings = new ArrayList<>();
    private final int[] ends;

    /** With a newline after each reading. */
    public RecordPacker(PackingLimits limits) {
        this(limits, Separator.NEWLINE);
    }

    public RecordPacker(PackingLimits limits, Separator separator) {
        this.limits = limits;
        this.separator = separator;
        this.ends = new int[limits.maxReadings()];
    }

    /** Whether a reading of so many bytes can be in a record at all. */
    public boolean fits(int payloadBytes) {
        return payloadBytes <= FirehoseLimits.MAX_RECORD_BYTES - separator.size();
    }

    /**
     * Adds a reading.
     *
     * @param reading what {@link PackedRecord#readings} will give back
     * @param payload its bytes, copied
     * @return a record that became full, or null
     * @throws IllegalArgumentException if the reading does not {@linkplain #fits fit} in a record
     */
    public @Nullable PackedRecord<T> add(T reading, Payload payload) {
        if (!fits(payload.size())) {
            throw new IllegalArgumentException(payload + " do not fit in a record");
        }
        PackedRecord<T> full = null;
        int needed = payload.size() + separator.size();
        if (!readings.isEmpty() && size + needed > limits.maxBytes()) {
            full = cut(bestCut());
            if (!readings.isEmpty() && size + needed > limits.maxBytes()) {
                // the rest and a large reading are more than a record: put the rest back where it
                // was
                full = join(full);
            }
        }
        append(reading, payload, needed);
        return full == null && readings.size() == limits.maxReadings() ? cut(bestCut()) : full;
    }

    /**
     * The record of all readings that were added and not given out yet, or null if there are none.
     */
    public @Nullable PackedRecord<T> flush() {
        return readings.isEmpty() ? null : cut(readings.size());
    }

    /** Whether no reading waits in here. */
    public boolean isEmpty() {
        return readings.isEmpty();
    }

    /** Bytes that wait in here. */
    public int size() {
        return size;
    }

    /** The first reading that waits in here, or null. */
    public @Nullable T first() {
        return readings.isEmpty() ? null : readings.get(0);
    }

    private void append(T reading, Payload payload, int needed) {
        if (size + needed > buffer.length) {
            buffer =
                    Arrays.copyOf(
                            buffer,
                            Math.max(
                                    size + needed, Math.min(2 * buffer.length, limits.maxBytes())));
        }
        payload.copyTo(buffer, size);
        size += needed;
        separator.copyTo(buffer, size - separator.size());
        ends[readings.size()] = size;
        readings.add(reading);
    }

    /**
     * How many readings to give out so that the share that is billed for nothing is smallest; at
     * least half of them.
     */
    private int bestCut() {
        int count = readings.size();
        int best = count;
        for (int candidate = count - 1; candidate > count / 2; candidate--) {
            if (wasteIsSmaller(ends[candidate - 1], ends[best - 1])) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean wasteIsSmaller(long size, long than) {
        return FirehoseLimits.billedBytes(size) * than < FirehoseLimits.billedBytes(than) * size;
    }

    private PackedRecord<T> cut(int count) {
        int end = ends[count - 1];
        PackedRecord<T> record =
                new PackedRecord<>(
                        record(Arrays.copyOf(buffer, end), count),
                        readings.subList(0, count),
                        Arrays.copyOf(ends, count));
        readings.subList(0, count).clear();
        System.arraycopy(buffer, end, buffer, 0, size - end);
        for (int i = 0; i < readings.size(); i++) {
            ends[i] = ends[i + count] - end;
        }
        size -= end;
        return record;
    }

    private PackedRecord<T> join(PackedRecord<T> first) {
        int begin = first.record().size();
        byte[] data = Arrays.copyOf(first.record().data(), begin + size);
        System.arraycopy(buffer, 0, data, begin, size);
        List<T> all = new ArrayList<>(first.readings());
        all.addAll(readings);
        int[] allEnds = Arrays.copyOf(first.ends(), all.size());
        for (int i = 0; i < readings.size(); i++) {
            allEnds[first.readings().size() + i] = begin + ends[i];
        }
        readings.clear();
        size = 0;
        return new PackedRecord<>(record(data, all.size()), all, allEnds);
    }

    private OutboundRecord record(byte[] data, int count) {
        return new OutboundRecord(data, count, data.length - (long) count * separator.size());
    }
}
