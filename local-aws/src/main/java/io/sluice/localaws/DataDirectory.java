/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that outlives a run, held by one local AWS at a time. The lock belongs to the
 * process: a crash releases it.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "local-aws.lock";

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes the directory.
     *
     * @throws IOException if it cannot be written, or another local AWS holds it
     */
    static DataDirectory open(Path root) throws IOException {
        FileChannel channel;
        try {
            Files.createDirectories(root);
            channel =
                    FileChannel.open(
                            root.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "data directory " + root + " cannot be written (" + e + "); choose another", e);
        }
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(
                    "data directory "
                            + root
                            + " is in use by another local AWS; stop that one or choose another"
                            + " directory");
        }
        return new DataDirectory(root, channel);
    }

    Path firehose() {
        return root.resolve("firehose");
    }

    Path iot() {
        return root.resolve("iot");
    }

    Path cloudFormation() {
        return root.resolve("cloudformation");
    }

    Path partial() {
        return root.resolve("partial");
    }

    Path buckets() {
        return root.resolve("s3");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
