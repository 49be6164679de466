/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of one stream: its definition and its journals. */
record StreamFolder(Path path) {

    private static final String DEFINITION = "stream.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The folders of all streams below {@code root}, by name. */
    static List<StreamFolder> in(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().map(StreamFolder::new).toList();
        }
    }

    /** Stores the definition: the old one or the new one is found, whatever happens. */
    void save(StreamDefinition definition) throws IOException {
        Files.createDirectories(path);
        ObjectNode json = definition.toJson();
        Path aside = path.resolve(DEFINITION + ".new");
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
            out.getFD().sync();
        }
        Files.move(aside, path.resolve(DEFINITION), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The stored definition; empty if the stream was not made or not deleted to the end. */
    Optional<StreamDefinition> load() throws IOException {
        Path file = path.resolve(DEFINITION);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!(JSON.readTree(file.toFile()) instanceof ObjectNode json)) {
            throw new IOException(file + " is not the definition of a delivery stream");
        }
        return Optional.of(StreamDefinition.fromJson(json));
    }

    /** A new journal's file; names sort by arrival. */
    Path newJournal(Instant arrival) {
        return path.resolve(
                String.format("%015d-%s", arrival.toEpochMilli(), UUID.randomUUID())
                        + Journal.SUFFIX);
    }

    /**
     * The journals that are there, oldest first; one that was cut into parcels and removed counts
     * until those are delivered.
     */
    List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(JournalCutter::journalOf)
                    .filter(file -> file.toString().endsWith(Journal.SUFFIX))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Removes the folder; its journals must be gone. */
    void delete() throws IOException {
        Files.deleteIfExists(path.resolve(DEFINITION));
        Files.deleteIfExists(path.resolve(DEFINITION + ".new"));
        Files.deleteIfExists(path);
    }
}
