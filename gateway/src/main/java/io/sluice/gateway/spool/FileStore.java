/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The few things the spool asks of a directory, so that tests can tear a write, refuse a sync, fill
 * the disk or lose everything after the last sync. Names are relative to the directory, with at
 * most one folder ({@code cursors/x.cursor}).
 */
interface FileStore {

    /** The directory itself, for {@link #names} and {@link #syncFolder}. */
    String TOP = "";

    /**
     * Makes the directory and its folders where they are missing, and keeps everybody else out
     * until the returned lock is closed.
     *
     * @throws SpoolException if another process has it, or it cannot be written
     */
    Closeable lock(List<String> folders);

    /** Names of the files in a folder, without the folder; in no order. */
    List<String> names(String folder) throws IOException;

    /**
     * A new file, for writing and reading.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
     */
    StoredFile create(String name) throws IOException;

    /**
     * A file that is there, for reading and writing.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    StoredFile open(String name) throws IOException;

    /** Deletes a file; one that is not there is no error. */
    void delete(String name) throws IOException;

    /**
     * Gives a file another name, in whatever folder, in one step; what has that name is replaced.
     * Survives a power cut once both folders were synced.
     */
    void move(String from, String to) throws IOException;

    /** Makes the names in a folder (what was created there) survive a power cut. */
    void syncFolder(String folder) throws IOException;

    /** How to name the file to an operator. */
    String describe(String name);
}
