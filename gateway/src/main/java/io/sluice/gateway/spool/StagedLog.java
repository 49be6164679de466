/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Segments that continue the log and are not part of it yet. For one thread. */
final class StagedLog implements Closeable {

    private final Imports imports;
    private final String importName;
    private final long segmentBytes;
    private @Nullable RecordWriter segment;
    private long end;

    /**
     * @param end where the log ends
     */
    StagedLog(Imports imports, String importName, long end, long segmentBytes) {
        this.imports = imports;
        this.importName = importName;
        this.end = end;
        this.segmentBytes = segmentBytes;
    }

    void write(RecordEncoder record) throws SpoolAccessException {
        SpoolAccessException.during(
                () -> {
                    RecordWriter to = segment;
                    if (to != null
                            && to.size() + record.recordBytes() > segmentBytes
                            && to.size() > SegmentFormat.HEADER_BYTES) {
                        force(to);
                        to = null;
                    }
                    if (to == null) {
                        to =
                                new RecordWriter(
                                        imports.stage(importName, end),
                                        end,
                                        SegmentFormat.header(
                                                end, SegmentFormat.VERSION_WITH_ORIGINS));
                        segment = to;
                    }
                    to.write(record);
                    end = to.end();
                    return to;
                });
    }

    /** Makes all of it survive a power cut, the names excepted. */
    void force() throws SpoolAccessException {
        RecordWriter last = segment;
        if (last != null) {
            SpoolAccessException.during(
                    () -> {
                        force(last);
                        return last;
                    });
        }
    }

    private void force(RecordWriter full) throws IOException {
        segment = null;
        try (full) {
            full.force();
        }
    }

    @Override
    public void close() throws IOException {
        RecordWriter open = segment;
        segment = null;
        if (open != null) {
            open.close();
        }
    }
}
