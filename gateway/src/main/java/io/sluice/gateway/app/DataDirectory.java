/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the data directory to one gateway at a time, by a lock on the file {@code gateway.lock} in
 * it that the operating system gives up with the process, however that ends. The file holds the
 * process's id.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "gateway.lock";

    private final FileChannel file;

    private DataDirectory(FileChannel file) {
        this.file = file;
    }

    /**
     * Makes the directory if it is missing, and locks it.
     *
     * @throws CommandFailure if another gateway has it, or it cannot be written
     */
    static DataDirectory lock(Path directory) {
        Path path = directory.resolve(LOCK);
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                String holder = Files.readString(path).trim();
                file.close();
                throw CommandFailure.failed(
                        "Another gateway (pid "
                                + holder
                                + ") is using "
                                + directory
                                + "; stop it, or give this one a dataDirectory of its own");
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(file);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "Cannot use the data directory "
                            + directory
                            + " ("
                            + Reason.of(e)
                            + "); set dataDirectory to a folder that this user may write",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // another gateway in this very process
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
