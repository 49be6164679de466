/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.process.DataRecord;
import io.sluice.localaws.firehose.process.Processed;
import io.sluice.localaws.firehose.process.Processing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Cuts a sealed journal into parcels: it is read once, its records are processed batch by batch,
 * and each finds its parcel. The parcels appear together, by one rename, or not at all, so that a
 * crash neither loses a record nor doubles one. The format is in the package's description.
 */
final class JournalCutter {

    private static final String PARCELS = ".parcels";
    private static final String CUTTING = ".cutting";

    private final Processing.Place place;
    private final StreamDefinition definition;

    JournalCutter(StreamDefinition definition, Processing.Place place) {
        this.definition = definition;
        this.place = place;
    }

    /** The folder for the parcels of a journal. */
    static Path parcelsOf(Path journal) {
        return journal.resolveSibling(journal.getFileName() + PARCELS);
    }

    /** The journal of a folder of parcels, and the file itself if it is not one. */
    static Path journalOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(PARCELS)
                ? file.resolveSibling(name.substring(0, name.length() - PARCELS.length()))
                : file;
    }

    /** Removes a folder with what is in it; that it is not there is fine. */
    static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    /**
     * Cuts a journal; it is left where it is.
     *
     * @throws InterruptedException if local AWS is stopping; there are no parcels then
     */
    void cut(Path journal) throws IOException, InterruptedException {
        Path aside = journal.resolveSibling(journal.getFileName() + CUTTING);
        remove(aside);
        Files.createDirectory(aside);
        try (JournalReader reader = JournalReader.open(journal);
                Parcels parcels = new Parcels(aside, definition)) {
            Chunk chunk = new Chunk(parcels);
            reader.visitRecords(
                    (data, arrival) -> {
                        if (chunk.isFullWith(data)) {
                            chunk.process();
                        }
                        chunk.add(DataRecord.of(data, arrival));
                    });
            chunk.process();
        }
        force(aside);
        Files.move(aside, parcelsOf(journal), StandardCopyOption.ATOMIC_MOVE);
        force(Objects.requireNonNull(journal.toAbsolutePath().getParent()));
    }

    /** Records that are processed together. */
    private final class Chunk {

        private final Parcels parcels;
        private final List<DataRecord> records = new ArrayList<>();
        private long bytes;

        Chunk(Parcels parcels) {
            this.parcels = parcels;
        }

        boolean isFullWith(byte[] data) {
            return !records.isEmpty()
                    && bytes + data.length > definition.plan().processing().batchBytes();
        }

        void add(DataRecord record) {
            records.add(record);
            bytes += record.data().length;
        }

        void process() throws IOException, InterruptedException {
            for (DataRecord record : records) {
                parcels.source(record);
            }
            Processed processed = definition.plan().processing().apply(List.copyOf(records), place);
            for (DataRecord record : processed.records()) {
                parcels.deliver(record);
            }
            for (var failed : processed.failed()) {
                parcels.failed(failed);
            }
            records.clear();
            bytes = 0;
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
