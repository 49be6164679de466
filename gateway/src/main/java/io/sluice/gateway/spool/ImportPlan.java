/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which readings of a file are to be imported, for which routes, and what they will take. */
final class ImportPlan {

    private final ImportRoutes targets;
    private final List<ByteRange> wanted;
    private final long segmentBytes;
    private final TreeMap<String, Long> routes = new TreeMap<>();
    private long readings;
    private long recordBytes;

    /**
     * @param wanted which stretches of the file were not imported before
     */
    ImportPlan(ImportRoutes targets, List<ByteRange> wanted, long segmentBytes) {
        this.targets = targets;
        this.wanted = List.copyOf(wanted);
        this.segmentBytes = segmentBytes;
    }

    /** Counts a reading. */
    void add(SpooledMessage message) {
        RecordEncoder record = recordFor(message);
        if (record != null) {
            readings++;
            recordBytes += record.recordBytes();
            for (String route : targets.of(message)) {
                routes.merge(route, 1L, Long::sum);
                targets.check(message.topic(), route);
            }
        }
    }

    /** What is to be written for a reading, or null if it is not wanted. */
    @Nullable RecordEncoder recordFor(SpooledMessage message) {
        Origin origin = message.origin();
        // its last byte tells as well as its first: what is damaged ends where a record begins
        if (origin == null || !ByteRange.anyHolds(wanted, message.end().offset() - 1)) {
            return null;
        }
        return new RecordEncoder(
                SpoolExport.inbound(message), origin.withRoutes(targets.of(message)));
    }

    long readings() {
        return readings;
    }

    /** Bytes of the spool that it takes, at most. */
    long bytes() {
        if (readings == 0) {
            return 0;
        }
        // segments are at least half full, since a record that does not fit begins the next
        long segments = 2 * recordBytes / segmentBytes + 1;
        return recordBytes + segments * SegmentFormat.HEADER_BYTES;
    }

    /** How many readings each route is to have, by its name here. */
    SortedMap<String, Long> routes() {
        return routes;
    }
}
