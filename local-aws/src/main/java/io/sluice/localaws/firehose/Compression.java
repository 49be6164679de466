/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** How an object is compressed. */
enum Compression {
    UNCOMPRESSED(""),
    GZIP(".gz");

    /** All that Firehose has; the others are refused by name. */
    static final List<String> OF_FIREHOSE =
            List.of("UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY");

    private static final int GZIP_BUFFER = 1 << 14;

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** What an object's name ends with by default. */
    String extension() {
        return extension;
    }

    /** A stream that compresses into {@code out}; finishing it is up to {@link #finish}. */
    OutputStream wrap(OutputStream out) throws IOException {
        return this == GZIP ? new GZIPOutputStream(out, GZIP_BUFFER) : out;
    }

    /** Writes what compression holds back; leaves the stream below open. */
    void finish(OutputStream wrapped) throws IOException {
        if (wrapped instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
    }
}
