/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Slot;
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

    /** More gateways than any broker's group has. */
    private static final int MAX_SLOTS = 1_000;

    private final FileChannel file;
    private final int slot;

    private DataDirectory(FileChannel file, int slot) {
        this.file = file;
        this.slot = slot;
    }

    /**
     * Locks the directory that the configuration names, or the first that is free of those that it
     * stands for.
     *
     * @throws CommandFailure if another gateway has it, or it cannot be written
     */
    static DataDirectory lock(GatewayConfig config) {
        Path directory = config.dataDirectory();
        if (!Slot.isIn(directory)) {
            return lock(directory);
        }
        for (int slot = 0; slot < MAX_SLOTS; slot++) {
            DataDirectory taken = lockIfFree(Slot.fillIn(directory, slot), slot);
            if (taken != null) {
                return taken;
            }
        }
        throw CommandFailure.failed(
                MAX_SLOTS
                        + " gateways use "
                        + directory
                        + " already; stop those that are too many");
    }

    /** The configuration with the number of the slot that was taken, if it asks for one. */
    GatewayConfig settled(GatewayConfig config) {
        return Slot.isIn(config.dataDirectory()) ? config.atSlot(slot) : config;
    }

    /**
     * Makes the directory if it is missing, and locks it.
     *
     * @throws CommandFailure if another gateway has it, or it cannot be written
     */
    static DataDirectory lock(Path directory) {
        return lockOr(
                directory,
                "Another gateway (pid %s) is using %s; stop it, or give this one a dataDirectory of its own");
    }

    /**
     * Locks the directory of a gateway that must not run meanwhile.
     *
     * @throws CommandFailure if it runs, or the directory cannot be written
     */
    static DataDirectory lockStopped(Path directory) {
        return lockOr(
                directory,
                "A gateway (pid %s) is running on %s; stop it first, nothing was changed");
    }

    private static DataDirectory lockOr(Path directory, String taken) {
        DataDirectory locked = lockIfFree(directory, 0);
        if (locked == null) {
            throw CommandFailure.failed(taken.formatted(holder(directory), directory));
        }
        return locked;
    }

    private static @Nullable DataDirectory lockIfFree(Path directory, int slot) {
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                return null;
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(file, slot);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static String holder(Path directory) {
        try {
            return Files.readString(directory.resolve(LOCK)).trim();
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static CommandFailure unusable(Path directory, IOException e) {
        return CommandFailure.failed(
                "Cannot use the data directory "
                        + directory
                        + " ("
                        + Reason.of(e)
                        + "); set dataDirectory to a folder that this user may write",
                e);
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
