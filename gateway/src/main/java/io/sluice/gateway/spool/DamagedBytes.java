/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets aside what failed its checksum, once, however many lanes come by; the file's name is the
 * position. For any thread.
 */
final class DamagedBytes {

    private static final Logger log = LoggerFactory.getLogger(DamagedBytes.class);

    static final String FOLDER = "damaged";

    /** No more than this is kept in all; what is damaged beyond is told, and not kept. */
    private static final long MOST_KEPT_BYTES = 256L << 20;

    private static final int COPY_BYTES = 1 << 20;

    private final FileStore files;
    private final SpoolEvents events;
    private final Set<String> known;
    private long keptBytes;

    DamagedBytes(FileStore files, SpoolEvents events) throws IOException {
        this.files = files;
        this.events = events;
        known = new HashSet<>(files.names(FOLDER));
        for (String name : known) {
            try (StoredFile file = files.open(FOLDER + "/" + name)) {
                keptBytes += file.size();
            }
        }
    }

    /** Keeps the bytes from one position to another of a segment, unless that was done before. */
    synchronized void keep(SegmentReader reader, String segment, long base, long from, long to) {
        String name = String.format(Locale.ROOT, "%019d-%d.bytes", from, to - from);
        if (known.add(name)) {
            String keptIn = copy(reader, name, from, to);
            log.atWarn()
                    .addKeyValue("segment", files.describe(segment))
                    .addKeyValue("offset", from - base)
                    .addKeyValue("bytes", to - from)
                    .addKeyValue("keptIn", keptIn)
                    .log("Stored bytes fail their checksum and were set aside");
            events.damaged(segment, from - base, to - from, keptIn);
        }
    }

    private String copy(SegmentReader reader, String name, long from, long to) {
        if (keptBytes + to - from > MOST_KEPT_BYTES) {
            return "nowhere: " + FOLDER + " is full";
        }
        try (StoredFile file = files.create(FOLDER + "/" + name)) {
            long at = from;
            while (at < to) {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(COPY_BYTES, to - at));
                int read = reader.read(at, bytes);
                if (read <= 0) {
                    break;
                }
                file.write(at - from, bytes.flip());
                at += read;
            }
            file.force();
            keptBytes += to - from;
            return files.describe(FOLDER + "/" + name);
        } catch (IOException e) {
            return "nowhere: " + e.getMessage();
        }
    }
}
