/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a broker keeps its files: the folder that it was given, which stays, or a temporary one,
 * which goes when it is closed. While a broker runs it holds a lock on the folder, so that two
 * brokers never write into one. Its owner sees to it that one thread at a time calls it.
 */
final class BrokerFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);
    private static final String LOCK_FILE = "broker.lock";

    private final Path path;
    private final boolean temporary;
    private @Nullable FileChannel lockFile;

    private BrokerFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Creates the folder where it is missing; {@code null} makes a temporary one.
     *
     * @throws CommandFailure if it cannot be written
     */
    static BrokerFolder of(@Nullable Path data) {
        try {
            if (data == null) {
                return new BrokerFolder(Files.createTempDirectory("sluice-broker-"), true);
            }
            Files.createDirectories(data);
        } catch (IOException e) {
            throw notWritable(data, e);
        }
        return new BrokerFolder(data.toAbsolutePath(), false);
    }

    Path path() {
        return path;
    }

    /**
     * @throws CommandFailure if another broker holds it, or if it cannot be written
     */
    void lock() {
        try {
            FileChannel channel =
                    FileChannel.open(
                            path.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw CommandFailure.failed(
                        "the broker's folder "
                                + path
                                + " is in use by another broker; stop that one, or choose another"
                                + " folder");
            }
            lockFile = channel;
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    void unlock() {
        FileChannel channel = lockFile;
        lockFile = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("folder", path).setCause(e).log("lock not released");
            }
        }
    }

    /** Gives the lock back and removes a temporary folder. Twice is fine. */
    @Override
    public void close() {
        unlock();
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("folder", path).setCause(e).log("folder not removed");
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by a broker in this very process
        }
    }

    private static CommandFailure notWritable(@Nullable Path folder, IOException cause) {
        return CommandFailure.failed(
                "the broker cannot write to its folder "
                        + (folder == null ? "in the temporary directory" : folder)
                        + " ("
                        + Reason.of(cause)
                        + "); make it writable, or choose another one",
                cause);
    }
}
