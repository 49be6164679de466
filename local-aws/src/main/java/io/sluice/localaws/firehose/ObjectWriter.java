/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a sealed journal into its object, exactly once however often it is begun. */
final class ObjectWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectWriter.class);

    private final BucketFolders buckets;

    ObjectWriter(BucketFolders buckets) {
        this.buckets = buckets;
    }

    /** Delivers the journal and removes it; when this throws, the journal is still there. */
    void deliver(Path file) throws IOException {
        try (JournalReader journal = JournalReader.open(file)) {
            JournalHeader object = journal.header();
            if (object != null
                    && journal.hasRecords()
                    && !buckets.exists(object.bucket(), object.key())) {
                buckets.put(object.bucket(), object.key(), out -> write(journal, object, out));
                LOG.atDebug()
                        .addKeyValue("bucket", object.bucket())
                        .addKeyValue("key", object.key())
                        .log("object delivered");
            }
        }
        Files.delete(file);
    }

    private static void write(JournalReader journal, JournalHeader object, OutputStream out)
            throws IOException {
        OutputStream content = object.compression().wrap(out);
        journal.copyRecords(content);
        object.compression().finish(content);
    }
}
