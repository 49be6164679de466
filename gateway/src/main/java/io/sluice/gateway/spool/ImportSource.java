/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A file of exported readings, which can be walked through more than once. */
final class ImportSource {

    private final StoredFile file;
    private final ExportHeader header;

    // of the last walk
    private final List<ByteRange> damage = new ArrayList<>();
    private long readings;

    ImportSource(StoredFile file, ExportHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Takes one reading of the file; its end is an offset in the file. */
    interface Visitor {
        void take(SpooledMessage message) throws SpoolAccessException;
    }

    ExportHeader header() {
        return header;
    }

    /** Where the records are, if all are there. */
    ByteRange records() {
        return new ByteRange(header.headerBytes(), header.fileBytes());
    }

    /** What of the file cannot be read, as the last walk has found it. */
    List<ByteRange> damage() {
        return List.copyOf(damage);
    }

    /** How many readings the last walk has found. */
    long readings() {
        return readings;
    }

    /** All readings that are sound, in their order. */
    @SuppressWarnings("try") // the file is the caller's, and only looked at here
    void walk(Visitor visitor) throws IOException, SpoolAccessException {
        damage.clear();
        readings = 0;
        long end = header.fileBytes();
        long limit = Math.min(file.size(), end);
        RecordDecoder decoder = new RecordDecoder();
        SegmentReader reader = new SegmentReader(file, 0, header.headerBytes());
        SegmentReader.Step step = reader.next(limit);
        while (step != SegmentReader.Step.END) {
            SpooledMessage message = null;
            if (step == SegmentReader.Step.RECORD) {
                message =
                        decoder.decode(
                                reader.bytes(),
                                reader.body(),
                                reader.bodyBytes(),
                                reader.position());
                if (message == null || message.origin() == null) {
                    message = null;
                    reader.rejectRecord();
                }
            }
            if (message == null) {
                addDamage(reader.damagedFrom(), reader.position());
            } else {
                readings++;
                visitor.take(message);
            }
            step = reader.next(limit);
        }
        if (limit < end) {
            addDamage(Math.max(limit, header.headerBytes()), end);
        }
    }

    private void addDamage(long from, long to) {
        int last = damage.size() - 1;
        if (last >= 0 && damage.get(last).to() == from) {
            damage.set(last, new ByteRange(damage.get(last).from(), to));
        } else {
            damage.add(new ByteRange(from, to));
        }
    }
}
