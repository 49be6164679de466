/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the buckets of a local AWS, reading by reading. Objects appear whole and never
 * change, so each is read once, however often it is asked. Not thread-safe.
 */
public final class DeliveredReadings {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredReadings.class);

    private final ObjectTree tree;
    private final ObjectReader reader = new ObjectReader();
    private long objects;

    /**
     * @param root the folder of a bucket, or of all of them ({@code DATA/s3}); it may come later
     */
    public DeliveredReadings(Path root) {
        tree = new ObjectTree(root);
    }

    /**
     * Reads the objects that are new.
     *
     * @throws IOException if the tree cannot be walked; a single object that cannot be read is
     *     reported in the log, and is one thing that is unrecognised
     */
    public void visitNew(ReadingVisitor visitor) throws IOException {
        for (Path object : tree.newObjects()) {
            CountingVisitor counting = new CountingVisitor(visitor);
            try {
                reader.read(object, counting);
            } catch (IOException e) {
                counting.unrecognised();
                LOG.atWarn()
                        .addKeyValue("object", object)
                        .addKeyValue("cause", Reason.of(e))
                        .log("not read");
            }
            if (counting.strange > 0) {
                LOG.atWarn()
                        .addKeyValue("object", object)
                        .addKeyValue("count", counting.strange)
                        .log("holds something that is not a reading");
            }
            objects++;
        }
    }

    /** How many objects were read so far. */
    public long objects() {
        return objects;
    }

    private static final class CountingVisitor implements ReadingVisitor {

        private final ReadingVisitor visitor;
        private long strange;

        private CountingVisitor(ReadingVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void reading(String device, long seq, @Nullable Instant at) {
            visitor.reading(device, seq, at);
        }

        @Override
        public void unrecognised() {
            strange++;
            visitor.unrecognised();
        }
    }
}
