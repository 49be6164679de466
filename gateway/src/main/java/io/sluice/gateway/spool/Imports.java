/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder in which imported segments wait until all of them are there, and which remembers what
 * was imported. An import counts once its note exists; its segments then become part of the log,
 * here or at the next opening. Without a note they are given up.
 */
final class Imports {

    static final String FOLDER = "imports";

    private static final Pattern NOTE = Pattern.compile("([0-9a-f]{32})-(\\d{4})\\.import");
    private static final Pattern STAGED =
            Pattern.compile("([0-9a-f]{32}-\\d{4})-(\\d{19}\\.segment)");
    private static final String UNFINISHED = ".part";

    private final FileStore files;

    Imports(FileStore files) {
        this.files = files;
    }

    /** The staged segment's file for a part of the import of this name. */
    StoredFile stage(String importName, long base) throws IOException {
        return files.create(FOLDER + "/" + importName + "-" + SegmentFormat.name(base));
    }

    /** What an import is called in file names: the file's id, and which import of that it is. */
    String nameOf(ExportHeader header, int round) {
        return String.format(Locale.ROOT, "%s-%04d", header.id(), round);
    }

    /** The note of the latest import of this file, if there was one. */
    Optional<ImportNote> latest(ExportHeader header) throws IOException {
        int latest = 0;
        for (String name : files.names(FOLDER)) {
            Matcher note = NOTE.matcher(name);
            if (note.matches() && note.group(1).equals(header.id())) {
                latest = Math.max(latest, Integer.parseInt(note.group(2)));
            }
        }
        if (latest == 0) {
            return Optional.empty();
        }
        String name = FOLDER + "/" + nameOf(header, latest) + ".import";
        try (StoredFile file = files.open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), 64 << 20));
            file.read(0, bytes);
            ImportNote note = ImportNote.decode(bytes.flip(), latest);
            if (note == null) {
                throw new SpoolException(
                        files.describe(name)
                                + ", the note of what was imported of this file, is damaged; remove"
                                + " it to import all of the file again, which may send readings"
                                + " twice");
            }
            return Optional.of(note);
        }
    }

    /**
     * Makes the staged segments part of the log, all or none: they must be synced. If it fails
     * before the note is there nothing was imported; afterwards the next opening does the rest.
     */
    void commit(String importName, ImportNote note) throws IOException {
        files.syncFolder(FOLDER);
        String unfinished = FOLDER + "/" + importName + UNFINISHED;
        files.delete(unfinished);
        try (StoredFile file = files.create(unfinished)) {
            file.write(0, note.encode());
            file.force();
        }
        files.move(unfinished, FOLDER + "/" + importName + ".import");
        files.syncFolder(FOLDER);
        finish();
    }

    /** Gives up what an import without a note has left, and finishes those that have one. */
    void finish() throws IOException {
        List<String> names = files.names(FOLDER).stream().sorted().toList();
        List<String> top = files.names(FileStore.TOP);
        boolean moved = false;
        for (String name : names) {
            Matcher staged = STAGED.matcher(name);
            if (name.endsWith(UNFINISHED)) {
                files.delete(FOLDER + "/" + name);
            } else if (staged.matches()) {
                if (!names.contains(staged.group(1) + ".import")) {
                    files.delete(FOLDER + "/" + name);
                } else if (top.contains(staged.group(2))) {
                    throw new SpoolException(
                            files.describe(FOLDER + "/" + name)
                                    + " belongs to an import that was not finished, and an older"
                                    + " gateway has used the spool since; move the file out of the"
                                    + " directory to go on without its readings, and keep it");
                } else {
                    files.move(FOLDER + "/" + name, staged.group(2));
                    moved = true;
                }
            }
        }
        if (moved) {
            files.syncFolder(FileStore.TOP);
            files.syncFolder(FOLDER);
        }
    }
}
