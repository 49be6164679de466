/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.pack;

import io.sluice.gateway.outlet.OutboundRecord;
import java.util.Arrays;
import java.util.List;

/**
 * A record and the readings in it. Their bytes are held once, in the record: what was packed need
 * not be kept.
 */
public final class PackedRecord<T> {

    private final OutboundRecord record;
    private final List<T> readings;
    private final int[] ends;

    /**
     * Takes over {@code ends}.
     *
     * @param record what goes out
     * @param readings what went in, in order, at least one
     * @param ends where in the record each of them ends, its separator included
     */
    public PackedRecord(OutboundRecord record, List<T> readings, int[] ends) {
        this.record = record;
        this.readings = List.copyOf(readings);
        this.ends = ends;
    }

    /** What goes out. */
    public OutboundRecord record() {
        return record;
    }

    /** What went in, in order, at least one. */
    public List<T> readings() {
        return readings;
    }

    int[] ends() {
        return ends;
    }

    /** A record of one of the readings, counted from 0, as it stands in this one. */
    public PackedRecord<T> alone(int reading) {
        byte[] data =
                Arrays.copyOfRange(
                        record.data(), reading == 0 ? 0 : ends[reading - 1], ends[reading]);
        long separatorBytes = (record.size() - record.payloadBytes()) / readings.size();
        return new PackedRecord<>(
                new OutboundRecord(data, 1, data.length - separatorBytes),
                List.of(readings.get(reading)),
                new int[] {data.length});
    }
}
